package dev.codesession.audit;

import java.util.Optional;

/** Where anchors are kept, one for each namespace. */
public interface AnchorStore {
  /** An anchor and the version it was read at. */
  record Kept(Anchor anchor, String version) {}

  /**
   * Empty if the namespace has none yet.
   *
   * @throws RuntimeException if that cannot be known
   */
  Optional<Kept> read(String namespace);

  /**
   * Replaces the one that was read at this version, or makes the first one if it is empty.
   *
   * @return empty if somebody else was quicker; nothing is written then
   * @throws RuntimeException if it is not known whether it was written
   */
  Optional<Kept> write(Anchor anchor, String version);
}
