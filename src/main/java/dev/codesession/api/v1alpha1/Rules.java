package dev.codesession.api.v1alpha1;

/**
 * CEL rules and patterns that several fields share. Messages name the value, because the API server
 * prints only its type. An int-or-string (quantity) has to be turned into a string first; string()
 * takes both. Numbers go into messages by format(): the cost of string(int) is estimated without
 * bound.
 */
final class Rules {
  /** Never overflows what CEL's duration() takes: the field is at most 16 characters long. */
  static final String DURATION = "^([0-9]{1,9}(ms|s)|[0-9]{1,5}(m|h))+$";

  /**
   * CEL is also evaluated where a pattern did not match; without this, duration() would add an
   * error of its own.
   */
  private static final String NOT_A_DURATION = "!self.matches('" + DURATION + "') || ";

  static final String UP_TO_A_DAY =
      NOT_A_DURATION + "(duration(self) > duration('0s') && duration(self) <= duration('24h'))";
  static final String UP_TO_A_DAY_TEXT = "must be more than 0s and at most 24h";
  static final String UP_TO_A_DAY_MESSAGE =
      "'is ' + self + ', must be more than 0s and at most 24h'";

  static final String UP_TO_A_MONTH =
      NOT_A_DURATION + "(duration(self) > duration('0s') && duration(self) <= duration('720h'))";
  static final String UP_TO_A_MONTH_TEXT = "must be more than 0s and at most 720h (30 days)";
  static final String UP_TO_A_MONTH_MESSAGE =
      "'is ' + self + ', must be more than 0s and at most 720h (30 days)'";

  static final String CORES =
      "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))";
  static final String CORES_TEXT = "must be a positive quantity such as 500m or 2";
  static final String CORES_MESSAGE =
      "'is %s, must be a positive quantity such as 500m or 2'.format([self])";

  static final String BYTES =
      "isQuantity(string(self)) && quantity(string(self)).isInteger() && quantity(string(self)).isGreaterThan(quantity('0'))";
  static final String BYTES_TEXT = "must be a positive whole number of bytes such as 64Mi";
  static final String BYTES_MESSAGE =
      "'is %s, must be a positive whole number of bytes such as 64Mi'.format([self])";

  /** Characters of all inputs; the operator counts again in bytes. */
  static final String TOTAL =
      "size(self.code) + (has(self.stdin) ? size(self.stdin) : 0) + (has(self.files) ? self.files.map(f, size(f.path) + (has(f.text) ? size(f.text) : has(f.base64) ? size(f.base64) : 0)).sum() : 0) + (has(self.args) ? self.args.map(a, size(a)).sum() : 0) + (has(self.env) ? self.env.map(e, size(e.name) + (has(e.value) ? size(e.value) : 0)).sum() : 0)";

  /** Of a glob named p. */
  static final String SANE_GLOB =
      "p.matches('^(([^/\\\\\\\\\\\\[\\\\]\\\\p{Cc}]|\\\\[[^/\\\\\\\\\\\\[\\\\]\\\\p{Cc}]+\\\\])+/)*([^/\\\\\\\\\\\\[\\\\]\\\\p{Cc}]|\\\\[[^/\\\\\\\\\\\\[\\\\]\\\\p{Cc}]+\\\\])+$') && !p.split('/').exists(s, s == '.' || s == '..')";

  private Rules() {}
}
