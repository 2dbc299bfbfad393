package dev.codesession.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;

/** Says where a chain ended, over a signature, if there is a key. */
public interface Signer {
  /** No key. */
  Signer NONE = (anchor, now) -> List.of();

  /** The lines that go behind the records. */
  List<String> sign(Anchor anchor, Instant now) throws IOException;

  /**
   * With the private key in {@code key.pem} of a mounted Secret, read anew each time.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Signer of(Path folder) {
    var file = folder.resolve("key.pem");
    try {
      Dsse.privateKey(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " must hold a private key in PKCS#8 (PEM)", e);
    }
    return (anchor, now) -> {
      try {
        var key = Dsse.privateKey(Files.readString(file));
        return List.of(Checkpoint.line(anchor, now, key));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException("the trail cannot be signed", e);
      }
    };
  }
}
