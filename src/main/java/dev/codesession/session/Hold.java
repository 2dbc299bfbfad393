package dev.codesession.session;

/**
 * Why no pod may be made now, whatever the session asks for.
 *
 * @param reason one CamelCase word, as in the condition
 */
public record Hold(String reason, String message) {
  public static final String CLASS_NOT_READY = "ClassNotReady";
}
