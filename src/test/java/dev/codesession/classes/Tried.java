package dev.codesession.classes;

import dev.codesession.admission.Examples.Rules;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.NodeProof;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import dev.codesession.api.v1alpha1.SessionClassStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A class with its nodes and canaries, as a test wants it. Decides, and keeps what was decided. */
final class Tried {
  static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  static final String VERSION = "1.0";
  static final Candidate NODE_A = new Candidate("node-a", "boot-a", "6.8", "runtime-a");
  static final Candidate NODE_B = new Candidate("node-b", "boot-b", "6.8", "runtime-b");

  final SessionClass object = Rules.PLAIN.named("standard");
  final List<CanaryFacts> canaries = new ArrayList<>();
  List<Candidate> candidates = List.of(NODE_A);
  boolean runtimeClass = true;
  boolean held;
  boolean used;
  boolean idle;
  int slots = 2;
  private int made;
  String version = VERSION;

  Tried() {
    object.getMetadata().setGeneration(1L);
  }

  ClassDecision decide(Instant now) {
    var facts = new ClassFacts(object, held, used, idle);
    var decision =
        Readiness.decide(
            new ClassObservation(facts, runtimeClass, candidates, canaries, slots, version, null),
            now);
    if (decision.status() != null) {
      object.setStatus(decision.status());
    }
    return decision;
  }

  ClassDecision decide() {
    return decide(START);
  }

  /** The canary that a decision asked for ends like that, and its end is confirmed. */
  void ends(ClassDecision asked, CanaryVerdict verdict) {
    for (var action : asked.actions()) {
      if (action instanceof ClassAction.StartCanary(String name, String node)) {
        canaries.add(new CanaryFacts(name, "uid-" + ++made, node, verdict, true, false));
      }
    }
  }

  /** Whatever is to be deleted is gone. */
  void goes(ClassDecision decided) {
    for (var action : decided.actions()) {
      if (action instanceof ClassAction.DeleteCanary(String name, String uid)) {
        canaries.removeIf(c -> c.uid().equals(uid));
      }
    }
  }

  /** Asks, ends, records and removes: one canary on every node that is due. */
  ClassDecision round(CanaryVerdict verdict, Instant now) {
    ends(decide(now), verdict);
    var recorded = decide(now);
    goes(decide(now));
    return recorded;
  }

  List<String> started(Instant now) {
    return decide(now).actions().stream()
        .filter(ClassAction.StartCanary.class::isInstance)
        .map(a -> ((ClassAction.StartCanary) a).node())
        .toList();
  }

  String reason() {
    return object.getStatus().conditions().getFirst().reason();
  }

  String ready() {
    return object.getStatus().conditions().getFirst().status();
  }

  String message() {
    return object.getStatus().conditions().getFirst().message();
  }

  NodeProof proof(String node) {
    SessionClassStatus status = object.getStatus();
    return status.nodes().stream().filter(p -> p.name().equals(node)).findFirst().orElseThrow();
  }

  void changed() {
    object.getMetadata().setGeneration(object.getMetadata().getGeneration() + 1);
  }

  void skipsCanary() {
    with(null, true);
  }

  void interval(String interval) {
    with(new IsolationPolicy(null, null, List.of(), interval), null);
  }

  private void with(IsolationPolicy isolation, Boolean skip) {
    var s = object.getSpec();
    object.setSpec(
        new SessionClassSpec(
            s.runtimeClassName(),
            s.languages(),
            s.limits(),
            isolation,
            s.residency(),
            s.retention(),
            s.quota(),
            s.allowTags(),
            s.scratchMedium(),
            s.startDeadline(),
            s.cpuOvercommit(),
            s.monitoring(),
            s.scan(),
            s.executeScratch(),
            skip));
  }
}
