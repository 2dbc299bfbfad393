import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Equal input is to give an equal archive of classes: SteadyArchive ONE OTHER RESULT, of two that
 * were dumped one after the other. They differ in when each SoftReference was last used, by the
 * JVM's clock, and in the checksums over that, which a start does not look at
 * (-XX:-VerifySharedSpaces is the default). Both become zero. Any other difference is an error.
 */
final class SteadyArchive {
  private static final int CHECKSUM = 4;
  private static final int HEADER_SIZE = 12;
  private static final long RECENTLY = Duration.ofMinutes(30).toMillis();

  private SteadyArchive() {}

  public static void main(String[] args) throws IOException {
    var one = read(args[0]);
    var other = read(args[1]);
    if (one.capacity() != other.capacity()) {
      throw new IllegalStateException("they differ in size");
    }
    int clocks = 0;
    for (int at = 0; at < one.capacity(); at += Long.BYTES) {
      if (one.getLong(at) == other.getLong(at)) {
        continue;
      }
      if (at < one.getInt(HEADER_SIZE)) {
        int checksum = at == 0 ? CHECKSUM : at;
        one.putInt(checksum, 0);
        other.putInt(checksum, 0);
      } else if (isClock(one.getLong(at)) && isClock(other.getLong(at))) {
        one.putLong(at, 0);
        other.putLong(at, 0);
        clocks++;
      }
      if (one.getLong(at) != other.getLong(at)) {
        throw new IllegalStateException("they differ at " + at + ", which is no time");
      }
    }
    Files.write(Path.of(args[2]), one.array());
    System.out.println(clocks + " times were taken out of the archive of classes");
  }

  private static ByteBuffer read(String file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Milliseconds of the clock that the JVM takes for it. */
  private static boolean isClock(long value) {
    long now = Duration.ofNanos(System.nanoTime()).toMillis();
    return value <= now && value > now - RECENTLY;
  }
}
