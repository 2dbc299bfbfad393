package dev.codesession.audit;

/** What becomes of the trail, for the metrics. */
public interface TrailSignals {
  /** So many records are in the chain and exported. */
  void recorded(int records);

  /** Anchor or export did not work; it is tried again. */
  void trailFailed();

  /** A session went without its record, because the trail had not worked for too long. */
  void recordLost();
}
