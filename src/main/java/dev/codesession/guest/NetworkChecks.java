package dev.codesession.guest;

import static dev.codesession.guest.ProofJudge.check;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import dev.codesession.guest.Proof.Interface;
import dev.codesession.guest.Proof.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How absent the network is. What was found out by trying counts whatever the policy is; what is
 * merely there counts under NoInterface.
 */
record NetworkChecks(NetworkRequirement requirement, List<OperatorFrame.Probe> asked) {
  private static final String LOOPBACK = "lo";

  List<CheckStatus> of(Proof proof) {
    return List.of(
        interfaces(proof.network().interfaces()),
        routes(proof.network().routes()),
        reach(proof.reach()));
  }

  private boolean noneAllowed() {
    return switch (requirement) {
      case NoInterface -> true;
      case Unreachable -> false;
    };
  }

  private CheckStatus interfaces(List<Interface> interfaces) {
    var others =
        interfaces.stream()
            .filter(i -> !i.name().equals(LOOPBACK))
            .map(NetworkChecks::describe)
            .collect(Collectors.joining(", "));
    // Every network namespace has lo: an empty list was not measured.
    boolean passed = !interfaces.isEmpty() && others.isEmpty();
    var finding =
        interfaces.isEmpty()
            ? "the kernel did not say which interfaces there are"
            : "besides lo: " + others;
    return check(
        "network.interfaces", passed, noneAllowed(), passed ? "no interface but lo" : finding);
  }

  private static String describe(Interface link) {
    var addresses = link.addresses().isEmpty() ? "" : ", " + String.join(" ", link.addresses());
    return link.name() + (link.up() ? " (up" : " (down") + addresses + ")";
  }

  private CheckStatus routes(int routes) {
    var known =
        routes == 0 ? "no routes beside those of lo" : "routes beside those of lo: " + routes;
    return check(
        "network.routes",
        routes == 0,
        noneAllowed(),
        routes < 0 ? "the kernel did not say which routes there are" : known);
  }

  private CheckStatus reach(List<Reach> tried) {
    var faults = new ArrayList<String>();
    asked.stream()
        .filter(
            probe ->
                tried.stream()
                    .noneMatch(
                        r -> r.name().equals(probe.name()) && r.address().equals(probe.address())))
        .forEach(probe -> faults.add(probe.name() + " " + probe.address() + " was not tried"));
    tried.stream().filter(r -> !harmless(r.outcome())).forEach(r -> faults.add(describe(r)));
    if (tried.isEmpty()) {
      faults.add("nothing was tried");
    }
    var quiet =
        tried.stream().map(Reach::name).collect(Collectors.joining(", ", "out of reach: ", ""));
    return check(
        "network.reach",
        faults.isEmpty(),
        true,
        faults.isEmpty() ? quiet : String.join("; ", faults));
  }

  private boolean harmless(Reach.Outcome outcome) {
    return switch (outcome) {
      case Unreachable -> true;
      // Without an interface the kernel refuses at once; a packet that waits for an answer went
      // somewhere.
      case TimedOut -> !noneAllowed();
      case Refused, Connected -> false;
    };
  }

  private static String describe(Reach reach) {
    var what =
        switch (reach.outcome()) {
          case Unreachable -> "is unreachable";
          case TimedOut -> "did not answer, but a packet left";
          case Refused -> "answered with a refusal, so it can be reached";
          case Connected -> "accepted a connection";
        };
    return reach.name()
        + " "
        + reach.address()
        + " "
        + what
        + (reach.detail().isEmpty() ? "" : " (" + reach.detail() + ")");
  }
}
