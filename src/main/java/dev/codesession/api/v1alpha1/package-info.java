/**
 * The custom resources as records. Knows Jackson, the CRD annotations and fabric8's model types,
 * and nothing else of ours. Any JSON the CRD admits, of this or a newer version, must deserialise:
 * unknown fields are ignored, unknown enum words become null.
 */
@NullMarked
package dev.codesession.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
