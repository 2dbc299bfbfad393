package dev.codesession.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Chains as they are exported. */
public final class TrailExamples {
  private TrailExamples() {}

  private static Chain.Grown chain(int records) {
    return Chain.append(
        "team-a",
        Chain.Head.NONE,
        IntStream.rangeClosed(1, records)
            .mapToObj(
                i ->
                    Map.<String, Object>of(
                        "type", AuditRecords.TYPE, "session", Map.of("uid", "uid-" + i)))
            .toList());
  }

  public static List<String> lines(int records) {
    return chain(records).lines();
  }

  /** The ConfigMap with the anchor, as kubectl prints it. */
  public static String configMap(int records) throws Exception {
    var head = chain(records).head();
    var anchor = new Anchor("team-a", records, head.hash(), Instant.EPOCH, List.of(), List.of());
    return new JsonMapper()
        .writeValueAsString(Map.of("data", Map.of("anchor.json", anchor.write())));
  }
}
