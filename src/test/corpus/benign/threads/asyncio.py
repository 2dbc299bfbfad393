# does: waits for many things at once
# expect: clean
import asyncio


async def step(number):
    await asyncio.sleep(0.01 * number)
    return number


async def main():
    print(sum(await asyncio.gather(*(step(n) for n in range(10)))))
    async with asyncio.timeout(1):
        await asyncio.to_thread(sum, range(1000))


asyncio.run(main())
