{{- define "codesession.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "codesession.selectorLabels" -}}
app.kubernetes.io/name: codesession
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "codesession.labels" -}}
app.kubernetes.io/name: codesession
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: codesession
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "codesession.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "codesession.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is needed when serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "codesession.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "codesession.probes" -}}
{{- $probes := list -}}
{{- range $name, $address := .Values.isolationProbes -}}
{{- if $address -}}{{- $probes = append $probes (printf "%s=%s" $name $address) -}}{{- end -}}
{{- end -}}
{{- join "," $probes -}}
{{- end -}}

{{/* ---- the words of the admission policies ---- */}}

{{/* A CEL list of strings. A JSON string is a CEL string. */}}
{{- define "codesession.celList" -}}
[{{ range $i, $word := . }}{{ if $i }}, {{ end }}{{ $word | toJson }}{{ end }}]
{{- end -}}

{{/* This release's operator, as the API server names it. */}}
{{- define "codesession.operator" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "codesession.serviceAccount" . }}
{{- end -}}

{{/* The users who are "the operator". */}}
{{- define "codesession.operators" -}}
{{- include "codesession.celList" (prepend .Values.admissionPolicies.extraOperators (include "codesession.operator" .)) -}}
{{- end -}}

{{/* The cluster's own controllers that must be able to take objects away; with and without an account for each of them. */}}
{{- define "codesession.collectors" -}}
{{- include "codesession.celList" (list
  "system:serviceaccount:kube-system:generic-garbage-collector"
  "system:serviceaccount:kube-system:namespace-controller"
  "system:kube-controller-manager") -}}
{{- end -}}

{{/* Is the object, or what it was before, one of our pods? By name, or by a label or annotation that is ours. */}}
{{- define "codesession.isSandbox" -}}
[object, oldObject].exists(o, o != null && (
  o.metadata.?name.orValue("").startsWith("csess-")
  || o.metadata.?generateName.orValue("").startsWith("csess-")
  || o.metadata.?annotations.orValue({}).exists(k, k.startsWith("codesession.dev/"))
  || o.metadata.?labels.orValue({}).exists(k, k.startsWith("codesession.dev/")
    || (k == "app.kubernetes.io/managed-by" && o.metadata.labels[k] == "codesession-operator"))))
{{- end -}}

{{/* Who binds pods to nodes and reports on them. */}}
{{- define "codesession.controlPlane" -}}
request.userInfo.username in {{ include "codesession.celList" .Values.admissionPolicies.trustedControllers }}
|| request.userInfo.username in ["system:kube-scheduler", "system:kube-controller-manager"]
|| request.userInfo.username.startsWith("system:serviceaccount:kube-system:")
|| request.userInfo.username.startsWith("system:node:")
{{- end -}}

{{/* Nothing is changed that says what a pod is and whose: labels, finalizers, owners, reserved annotations. */}}
{{- define "codesession.sameIdentity" -}}
oldObject != null
&& object.metadata.?labels.orValue({}) == oldObject.metadata.?labels.orValue({})
&& object.metadata.?finalizers.orValue([]) == oldObject.metadata.?finalizers.orValue([])
&& object.metadata.?ownerReferences.orValue([]) == oldObject.metadata.?ownerReferences.orValue([])
&& object.metadata.?annotations.orValue({}).all(k, !(k.startsWith("io.katacontainers.") || k.startsWith("codesession.dev/"))
  || oldObject.metadata.?annotations.orValue({})[?k] == optional.of(object.metadata.annotations[k]))
&& oldObject.metadata.?annotations.orValue({}).all(k, !(k.startsWith("io.katacontainers.") || k.startsWith("codesession.dev/"))
  || k in object.metadata.?annotations.orValue({}))
{{- end -}}

{{/* Not empty where the API server knows MutatingAdmissionPolicy v1: Kubernetes 1.36. */}}
{{- define "codesession.canMutate" -}}
{{- if .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" -}}
yes
{{- end -}}
{{- end -}}

{{/* How the policies treat the annotation that says who asked: Stamp, Require or Optional. */}}
{{- define "codesession.requestedBy" -}}
{{- $mode := .Values.admissionPolicies.requestedBy -}}
{{- if ne $mode "Auto" -}}
{{- $mode -}}
{{- else if include "codesession.canMutate" . -}}
Stamp
{{- else -}}
Optional
{{- end -}}
{{- end -}}

{{/* What a binding has in common: both actions, and the namespaces that this operator is responsible for. */}}
{{- define "codesession.bindingSpec" -}}
validationActions: [Deny, Audit]
{{- include "codesession.responsibility" . }}
{{- end -}}

{{- define "codesession.responsibility" -}}
{{- with .Values.watchNamespaces }}
matchResources:
  namespaceSelector:
    matchExpressions:
      - key: kubernetes.io/metadata.name
        operator: In
        # where the operator lives, too: it is held to its reach there as well
        values: {{ append . $.Release.Namespace | uniq | toJson }}
{{- end }}
{{- end -}}

{{/* The settings of alerts as the operator reads them: a sink without the name of its Secret, which is a mounted folder */}}
{{- define "codesession.alerts" -}}
{{- $sinks := list }}
{{- range .Values.alerts.sinks }}
{{- $sinks = append $sinks (omit . "secretName") }}
{{- end }}
{{- toJson (dict "cluster" .Values.alerts.cluster "sinks" $sinks) }}
{{- end }}

{{/* Ports of the sinks: the URL's own, or that of its scheme */}}
{{- define "codesession.alertPorts" -}}
{{- $ports := list }}
{{- range .Values.alerts.sinks }}
{{- $ports = append $ports (include "codesession.port" .url) }}
{{- end }}
{{- $ports | uniq | join "," }}
{{- end }}

{{/* The port of a URL, also where it does not say it. */}}
{{- define "codesession.port" -}}
{{- $url := urlParse . }}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "443" "80" (eq $url.scheme "https")) }}
{{- end }}
