# does: talks to a child without blocking
# expect: clean
import asyncio


async def main():
    child = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    out, _ = await child.communicate(b"echoed\n")
    print(out.decode().strip(), child.returncode)


asyncio.run(main())
