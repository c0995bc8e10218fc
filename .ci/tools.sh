#!/usr/bin/env bash
# The tools that read what a system is deployed with, as its users have them. Each is built once a machine, from its Go module.
# usage: tools.sh install    builds what is missing
#        tools.sh folder     prints where they are: the tests take it as DEPLOY_TOOLS
set -euo pipefail
folder=${XDG_CACHE_HOME:-$HOME/.cache}/create-microservice/deploy-tools-2

# kubectl-validate brings the schemas of Kubernetes with it, so nothing is fetched when it runs.
modules=(
  sigs.k8s.io/kustomize/kustomize/v5@v5.8.1
  sigs.k8s.io/kubectl-validate@v0.0.4
  github.com/zegl/kube-score/cmd/kube-score@v1.20.0
)
istio=istio.io/api@v1.31.4
# promtool of Prometheus 3.16
prometheus=v0.316.0

build() {
  [ -f "$folder/complete" ] && return
  mkdir -p "$folder/crds"
  for module in "${modules[@]}"; do
    echo "building $module (once a machine)"
    GOBIN=$folder GOFLAGS=-trimpath go install "$module"
  done
  local source; source=$(go mod download -json "$istio" | sed -n 's/^\t"Dir": "\(.*\)",\?$/\1/p')
  install -m 644 "$source/kubernetes/customresourcedefinitions.gen.yaml" "$folder/crds/istio.yaml"
  install_promtool
  touch "$folder/complete"
}

# Its module replaces others, so it is built from one around it. Of the many services that it can ask for targets, only the one that our files name.
install_promtool() {
  local scratch; scratch=$(mktemp -d)
  printf 'module scratch\n\ngo 1.25\n\nrequire github.com/prometheus/prometheus %s\n' "$prometheus" >"$scratch/go.mod"
  printf 'package scratch\n\nimport _ "github.com/prometheus/prometheus/promql/parser"\n' >"$scratch/scratch.go"
  echo "building promtool $prometheus (once a machine)"
  (cd "$scratch" && GOFLAGS=-mod=mod go build -tags remove_all_sd,enable_consul_sd -trimpath -o "$folder/promtool" github.com/prometheus/prometheus/cmd/promtool)
  rm -rf "$scratch"
}

case ${1:-} in
  install) build ;;
  folder) echo "$folder" ;;
  *) sed -n '2,4p' "$0"; exit 2 ;;
esac
