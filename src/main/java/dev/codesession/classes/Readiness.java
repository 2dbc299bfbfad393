package dev.codesession.classes;

import dev.codesession.admission.Durations;
import dev.codesession.api.v1alpha1.Condition;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassStatus;
import dev.codesession.classes.ClassDecision.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one decision point of a class. It is Ready once a canary has proven its isolation on a node,
 * and stays so while further nodes are tried; a canary that shows the opposite ends that.
 */
public final class Readiness {
  static final Duration DEFAULT_INTERVAL = Duration.ofHours(6);

  /** Nodes and sessions are looked at from caches, without an event for each of their changes. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  private static final Duration SOON = Duration.ofSeconds(2);

  private Readiness() {}

  /** Total and pure. */
  public static ClassDecision decide(ClassObservation seen, Instant now) {
    return seen.facts().deleting() ? retire(seen) : judge(seen, now);
  }

  /** Why sessions of the class have to wait; null if they need not. */
  public static @Nullable String whyNotReady(SessionClass sessionClass) {
    var condition = Ready.find(sessionClass.getStatus());
    if (condition.filter(c -> Ready.says(sessionClass, c)).isPresent()) {
      return null;
    }
    return "SessionClass \""
        + sessionClass.getMetadata().getName()
        + "\" is not Ready: "
        + condition
            .filter(c -> "False".equals(c.status()))
            .map(c -> c.reason() + (c.message() == null ? "" : ": " + c.message()))
            .orElse("its present spec has not been tried yet");
  }

  private static ClassDecision retire(ClassObservation seen) {
    var actions = new ArrayList<>(deletions(seen, canary -> true));
    if (seen.facts().held() && !seen.facts().used() && seen.canaries().isEmpty()) {
      actions.add(new ClassAction.Release());
    }
    return new ClassDecision(actions, null, List.of(), SOON);
  }

  private static ClassDecision judge(ClassObservation seen, Instant now) {
    var sessionClass = seen.facts().object();
    var fault = Validity.fault(sessionClass);
    if (fault.isPresent()) {
      return without(seen, Ready.not("InvalidSpec", fault.get()), now);
    }
    var spec = sessionClass.getSpec();
    if (!seen.runtimeClassExists()) {
      return without(
          seen,
          Ready.not(
              "RuntimeClassMissing",
              "there is no RuntimeClass \"" + spec.runtimeClassName() + "\""),
          now);
    }
    if (Boolean.TRUE.equals(spec.insecureSkipCanary())) {
      var skipped = "insecureSkipCanary is true: no node has shown that it isolates";
      return without(seen, new Ready(true, "CanarySkipped", skipped), now);
    }
    return seen.candidates().isEmpty()
        ? without(seen, Ready.not("NoEligibleNode", noNode(spec.runtimeClassName())), now)
        : tried(seen, now);
  }

  private static String noNode(String runtimeClass) {
    return "no node is ready, schedulable, selected and tolerated by RuntimeClass \""
        + runtimeClass
        + "\", and in a region of the class";
  }

  /** Nothing is tried: canaries that are there go. */
  private static ClassDecision without(ClassObservation seen, Ready ready, Instant now) {
    var actions = new ArrayList<>(hold(seen.facts()));
    actions.addAll(deletions(seen, canary -> true));
    return new ClassDecision(actions, status(seen, ready, List.of(), now), List.of(), LOOK_AGAIN);
  }

  private static ClassDecision tried(ClassObservation seen, Instant now) {
    var facts = seen.facts();
    var before = facts.object().getStatus();
    var proofs = new Proofs(before, facts.generation(), seen.operatorVersion());
    var recorded = uids(before);
    var findings = new ArrayList<Finding>();
    var wanted = new HashSet<String>();
    for (var node : seen.candidates()) {
      var name = Canary.name(facts, node, seen.operatorVersion());
      wanted.add(name);
      seen.canaries().stream()
          .filter(c -> c.name().equals(name) && !recorded.contains(c.uid()))
          .forEach(canary -> take(canary, node, proofs, findings, now));
    }
    var actions = new ArrayList<>(hold(facts));
    // A result is in the status before the session that brought it goes.
    actions.addAll(
        deletions(
            seen,
            c -> !wanted.contains(c.name()) || (recorded.contains(c.uid()) && c.destroyed())));
    var due = due(seen, proofs, now);
    due.stream()
        .limit(seen.freeSlots())
        .map(
            n ->
                new ClassAction.StartCanary(
                    Canary.name(facts, n, seen.operatorVersion()), n.name()))
        .forEach(actions::add);
    var kept = proofs.of(seen.candidates());
    var status = status(seen, Ready.proven(seen.candidates(), kept), kept, now);
    return new ClassDecision(actions, status, findings, due.isEmpty() ? LOOK_AGAIN : SOON);
  }

  private static void take(
      CanaryFacts canary, Candidate node, Proofs proofs, List<Finding> findings, Instant now) {
    if (canary.verdict() != null) {
      proofs.keep(node, canary, canary.verdict(), now);
      findings.add(new Finding(node.name(), canary.verdict()));
    }
  }

  private static Set<String> uids(@Nullable SessionClassStatus status) {
    var uids = new HashSet<String>();
    if (status != null) {
      status.nodes().stream()
          .map(proof -> proof.canaryUid())
          .filter(uid -> uid != null)
          .forEach(uids::add);
    }
    return uids;
  }

  /** Nodes to be tried now, those first of which nothing is known. */
  private static List<Candidate> due(ClassObservation seen, Proofs proofs, Instant now) {
    var interval = interval(seen.facts().object());
    return seen.candidates().stream()
        .filter(n -> seen.canaries().stream().noneMatch(c -> c.node().equals(n.name())))
        .filter(n -> !now.isBefore(proofs.due(n, interval)))
        .sorted(Comparator.comparing(n -> proofs.of(n) != null))
        .toList();
  }

  private static Duration interval(SessionClass sessionClass) {
    var isolation = sessionClass.getSpec().isolation();
    var asked = isolation == null ? null : isolation.canaryInterval();
    return asked == null ? DEFAULT_INTERVAL : Durations.parse(asked);
  }

  private static List<ClassAction> hold(ClassFacts facts) {
    if (facts.used() && !facts.held()) {
      return List.of(new ClassAction.Hold());
    }
    return facts.held() && !facts.used() && facts.idle()
        ? List.of(new ClassAction.Release())
        : List.of();
  }

  private static List<ClassAction> deletions(
      ClassObservation seen, Predicate<CanaryFacts> superfluous) {
    return seen.canaries().stream()
        .filter(c -> !c.deleting() && superfluous.test(c))
        .<ClassAction>map(c -> new ClassAction.DeleteCanary(c.name(), c.uid()))
        .toList();
  }

  private static SessionClassStatus status(
      ClassObservation seen,
      Ready ready,
      List<dev.codesession.api.v1alpha1.NodeProof> proofs,
      Instant now) {
    long generation = seen.facts().generation();
    Condition condition = ready.condition(seen.facts().object().getStatus(), generation, now);
    var conditions = new ArrayList<>(List.of(condition));
    AlertsCondition.of(seen, now).ifPresent(conditions::add);
    return new SessionClassStatus(generation, conditions, proofs);
  }
}
