package dev.codesession.alerts;

/** How much of an incident may leave for a sink. */
public enum Profile {
  /** Everything an incident holds, hostile text included, escaped. */
  Full {
    @Override
    public Incident of(Incident incident) {
      return incident;
    }
  },

  /**
   * Where data must not leave its region: id, kind, rule, technique, action, priority, time,
   * namespace, class, region and UID. No text of the guest, no names of sessions, people or nodes.
   */
  MetadataOnly {
    @Override
    public Incident of(Incident i) {
      return new Incident(
          i.id(),
          i.kind(),
          i.priority(),
          i.time(),
          i.subject().metadataOnly(),
          i.rule(),
          i.technique(),
          i.action(),
          "");
    }
  };

  /** What of it may leave. */
  public abstract Incident of(Incident incident);
}
