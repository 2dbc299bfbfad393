package dev.codesession.alerts;

/**
 * What an incident is about; empty where there is none or it is not known.
 *
 * @param session name of the CodeSession, chosen by its user
 * @param sessionUid UID of the CodeSession
 * @param requestedBy who asked for it, as the API server authenticated them
 * @param region of the node, by its label
 */
public record Subject(
    String namespace,
    String session,
    String sessionUid,
    String sessionClass,
    String requestedBy,
    String node,
    String region) {
  /** A namespace as such. */
  public static Subject namespace(String namespace) {
    return new Subject(namespace, "", "", "", "", "", "");
  }

  /** Without what a person chose or could be recognised by, and without the machine. */
  Subject metadataOnly() {
    return new Subject(namespace, "", sessionUid, sessionClass, "", "", region);
  }
}
