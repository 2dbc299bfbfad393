package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.guest.Violation;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.Milestones;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process has learned about one session: the channel to its pod, what was salvaged, and
 * when things were seen.
 */
final class GuestMemory {
  private @Nullable GuestChannel channel;
  private String podUid = "";
  private String salvagedPodUid = "";
  private @Nullable GuestFacts salvaged;
  private @Nullable Instant accepted;
  private @Nullable Instant created;
  private @Nullable Instant cancelled;

  /** Asked for by the thread that reads the channel, which must not wait for who holds the lock. */
  private volatile @Nullable CodeSession session;

  /**
   * A sealed result from the channel beats what was salvaged; what was salvaged beats everything
   * else the channel says.
   */
  synchronized GuestFacts facts(String ofPod) {
    var heard =
        channel != null && podUid.equals(ofPod)
            ? channel.conversation().facts()
            : new GuestFacts.Unknown("");
    boolean prefer =
        salvaged != null && salvagedPodUid.equals(ofPod) && !(heard instanceof GuestFacts.Sealed);
    return prefer ? withStart(salvaged, heard) : heard;
  }

  /** That the code had started may be known from the channel alone. */
  private static GuestFacts withStart(@Nullable GuestFacts found, GuestFacts heard) {
    if (found instanceof GuestFacts.Mute(Boolean started, String detail)
        && started == null
        && heard instanceof GuestFacts.Started) {
      return new GuestFacts.Mute(true, detail);
    }
    return found == null ? heard : found;
  }

  synchronized Milestones milestones() {
    var heard = channel == null ? Milestones.NONE : channel.conversation().milestones();
    return new Milestones(
        accepted,
        created,
        heard.booted(),
        heard.proven(),
        heard.started(),
        heard.ended(),
        cancelled);
  }

  synchronized List<Violation> violations() {
    return channel == null ? List.of() : channel.conversation().violations();
  }

  /** As it is when its guest is spoken to: when the channel is opened, and when code is sent. */
  void session(CodeSession recorded) {
    session = recorded;
  }

  CodeSession session() {
    return Objects.requireNonNull(session, "nobody has spoken to its guest");
  }

  synchronized void accepted(Instant now) {
    accepted = accepted == null ? now : accepted;
  }

  synchronized void created(Instant now) {
    created = now;
  }

  synchronized void cancelled(Instant now) {
    cancelled = cancelled == null ? now : cancelled;
  }

  synchronized void channel(String toPod, Supplier<GuestChannel> start) {
    if (channel == null || !podUid.equals(toPod)) {
      close();
      podUid = toPod;
      channel = start.get();
    }
  }

  synchronized void ifOpen(String toPod, Consumer<GuestChannel> use) {
    if (channel != null && podUid.equals(toPod)) {
      use.accept(channel);
    }
  }

  synchronized boolean beginSalvage(String ofPod) {
    if (salvagedPodUid.equals(ofPod)) {
      return false;
    }
    salvagedPodUid = ofPod;
    salvaged = null;
    return true;
  }

  synchronized void salvaged(String ofPod, GuestFacts facts) {
    if (salvagedPodUid.equals(ofPod)) {
      salvaged = facts;
    }
  }

  /** As if it had not been tried. */
  synchronized void salvageFailed(String ofPod) {
    if (salvagedPodUid.equals(ofPod)) {
      salvagedPodUid = "";
    }
  }

  synchronized void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
