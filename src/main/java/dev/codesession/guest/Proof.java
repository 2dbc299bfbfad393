package dev.codesession.guest;

import dev.codesession.api.v1alpha1.ConfinementFeature;
import java.util.List;
import java.util.Set;

/**
 * The evidence of a guest, measured by its warden. All text is clean and short, all lists are
 * short.
 *
 * @param nonce base64, of the HELLO it answers
 * @param warden its version
 */
public record Proof(
    String nonce,
    String warden,
    GuestFrame.State state,
    Kernel kernel,
    Network network,
    List<Reach> reach,
    Identity identity,
    Confinement confinement) {

  public Proof {
    reach = List.copyOf(reach);
  }

  /** The kernel the guest sees. */
  public record Kernel(String release, String bootId, long uptimeMillis) {}

  /**
   * The network the guest sees.
   *
   * @param routes those that do not belong to lo; -1 if the kernel could not be asked
   */
  public record Network(List<Interface> interfaces, int routes, List<String> resolvers) {
    public Network {
      interfaces = List.copyOf(interfaces);
      resolvers = List.copyOf(resolvers);
    }
  }

  /** One network interface. */
  public record Interface(String name, boolean up, List<String> addresses) {
    public Interface {
      addresses = List.copyOf(addresses);
    }
  }

  /** One attempt to connect. */
  public record Reach(String name, String address, Outcome outcome, String detail) {
    /** How it went. */
    public enum Outcome {
      /** Refused by the guest's own kernel at once: there is no way out. */
      Unreachable,
      /** No answer came. */
      TimedOut,
      /** Somebody answered, so somebody can be reached. */
      Refused,
      /** A connection was made. */
      Connected
    }
  }

  /** Who the warden is. */
  public record Identity(
      int pid,
      long uid,
      long gid,
      List<Long> groups,
      Capabilities capabilities,
      boolean noNewPrivileges,
      int seccompMode,
      boolean serviceAccountToken,
      int kubernetesEnvironment) {
    public Identity {
      groups = List.copyOf(groups);
    }
  }

  /** Sets of capabilities, one bit each. */
  public record Capabilities(
      long effective, long permitted, long bounding, long inheritable, long ambient) {}

  /** What is in force for the code, found by attempting it. */
  public record Confinement(
      Set<ConfinementFeature> features, int landlockAbi, List<Refusal> refusals) {
    public Confinement {
      features = Set.copyOf(features);
      refusals = List.copyOf(refusals);
    }
  }

  /** An attempt that was refused. */
  public record Refusal(String attempt, String errno) {}
}
