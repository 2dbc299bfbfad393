// tries: look for cluster credentials where nodes keep them
// expect: terminated
const { readFileSync } = require("fs");
for (const path of ["/etc/kubernetes/admin.conf", "/var/lib/kubelet/kubeconfig", "/root/.kube/config"]) {
  try {
    console.log("EFFECT", readFileSync(path).length);
  } catch (refused) {
    console.log(path, refused.code);
  }
}
