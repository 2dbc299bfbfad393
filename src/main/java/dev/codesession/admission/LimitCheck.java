package dev.codesession.admission;

import dev.codesession.api.v1alpha1.ClassLimits;
import dev.codesession.api.v1alpha1.Limits;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes each limit from the session or else from the class, and holds it against the ceiling. */
final class LimitCheck {
  /** One limit as the API has it. */
  private interface Field<W> {
    @Nullable W of(Limits limits);
  }

  private static final Limits NOTHING = new Limits(null, null, null, null, null, null, null);

  private static final int LONGEST_QUANTITY = 32;

  /** Digits before the point; as many as a long holds. */
  private static final int MOST_DIGITS = 18;

  private final Limits asked;
  private final Limits defaults;
  private final Limits max;

  private LimitCheck(Limits asked, Limits defaults, Limits max) {
    this.asked = asked;
    this.defaults = defaults;
    this.max = max;
  }

  static EffectiveLimits effective(@Nullable Limits asked, @Nullable ClassLimits byClass) {
    if (byClass == null) {
      throw Refusal.of("spec.className", "the class has no limits");
    }
    return new LimitCheck(asked == null ? NOTHING : asked, byClass.defaults(), byClass.max())
        .effective();
  }

  private EffectiveLimits effective() {
    return new EffectiveLimits(
        pick("wallTime", Limits::wallTime, LimitCheck::duration, Durations::format),
        pick("cpuTime", Limits::cpuTime, LimitCheck::duration, Durations::format),
        pick("cpu", Limits::cpu, LimitCheck::amount, BigDecimal::toPlainString),
        pick("memory", Limits::memory, LimitCheck::bytes, LimitCheck::readable),
        pick("disk", Limits::disk, LimitCheck::bytes, LimitCheck::readable),
        pick("processes", Limits::processes, LimitCheck::count, String::valueOf),
        pick("output", Limits::output, LimitCheck::bytes, LimitCheck::readable));
  }

  private <W, T extends Comparable<T>> T pick(
      String name, Field<W> field, BiFunction<String, W, T> read, Function<T, String> show) {
    var path = "spec.limits." + name;
    var ceiling = required("limits.max." + name, field.of(max), read);
    var own = field.of(asked);
    if (own == null) {
      var byDefault = required("limits.defaults." + name, field.of(defaults), read);
      if (byDefault.compareTo(ceiling) > 0) {
        throw Refusal.of(
            path,
            "the default of the class, "
                + show.apply(byDefault)
                + ", is above its own ceiling, "
                + show.apply(ceiling));
      }
      return byDefault;
    }
    var value = read.apply(path, own);
    if (value.compareTo(ceiling) > 0) {
      throw Refusal.of(
          path, show.apply(value) + " is above the ceiling of the class, " + show.apply(ceiling));
    }
    return value;
  }

  private static <W, T> T required(String name, @Nullable W wire, BiFunction<String, W, T> read) {
    if (wire == null) {
      throw Refusal.of("spec.className", "the class has no " + name);
    }
    return read.apply(name + " of the class", wire);
  }

  static Duration duration(String path, String text) {
    Duration value;
    try {
      value = Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(path, String.valueOf(e.getMessage()));
    }
    if (value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw Refusal.of(path, text + " is not between 1ms and 24h");
    }
    return value;
  }

  private static int count(String path, int value) {
    if (value < 1) {
      throw Refusal.of(path, value + " is less than 1");
    }
    return value;
  }

  private static BigDecimal amount(String path, Quantity quantity) {
    var value = number(path, quantity);
    if (value.signum() > 0 && value.scale() <= 3) {
      return value;
    }
    throw Refusal.of(path, quantity + " is not a positive quantity of whole millicores");
  }

  private static long bytes(String path, Quantity quantity) {
    try {
      var value = number(path, quantity).longValueExact();
      if (value > 0) {
        return value;
      }
    } catch (ArithmeticException e) {
      throw Refusal.of(path, "\"" + quantity + "\" is no whole number of bytes such as 512Mi");
    }
    throw Refusal.of(path, quantity + " is not positive");
  }

  /**
   * Bounded before it is parsed, and before it could be written out: 1e999999999 has a billion
   * digits.
   */
  private static BigDecimal number(String path, Quantity quantity) {
    if (quantity.getAmount() == null) {
      throw Refusal.of(path, "has no amount");
    }
    // Not toString(): it parses, and throws for what is no quantity.
    var text = quantity.getAmount() + Objects.requireNonNullElse(quantity.getFormat(), "");
    if (text.length() > LONGEST_QUANTITY) {
      throw Refusal.of(path, "a text of " + text.length() + " characters is no quantity");
    }
    try {
      var value = quantity.getNumericalAmount().stripTrailingZeros();
      if ((long) value.precision() - value.scale() <= MOST_DIGITS) {
        return value;
      }
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw Refusal.of(path, "\"" + text + "\" is no quantity");
    }
    throw Refusal.of(path, text + " is out of range");
  }

  private static String readable(long bytes) {
    return EffectiveLimits.bytes(bytes).toString();
  }
}
