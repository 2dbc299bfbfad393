# does: serves and asks by a socket in its own folder
# expect: clean
import asyncio


async def answer(reader, writer):
    writer.write((await reader.readline()).upper())
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_unix_server(answer, "door.sock")
    reader, writer = await asyncio.open_unix_connection("door.sock")
    writer.write(b"hello\n")
    print(await reader.read())
    writer.close()
    server.close()


asyncio.run(main())
