#!/usr/bin/env bash
# The real servers that the tests talk to: RabbitMQ, Postgres, Redis, Consul, on loopback, on private ports and in a private folder.
# usage: servers.sh install            what they need from Debian's packages, a browser, and the consul binary (built once a machine from its Go module)
#        servers.sh start DIR          starts them, writes DIR/env (RABBITMQ_URL, POSTGRES_URL, REDIS_URL, CONSUL_URL)
#        servers.sh stop DIR           ends what `start DIR` started, and nothing else
set -euo pipefail
consul_version=1.19.2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/create-microservice
consul=$cache/consul-$consul_version

install_debian() {
  command -v redis-server >/dev/null && [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server redis-server postgresql >/dev/null
}

# The page of `ms graph` is tried in it. Ubuntu has chromium as a snap, so elsewhere than on Debian any Chromium will do that CHROMIUM names.
install_browser() {
  [ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
}

# 1.20 and later require modules of this repository that the module proxy does not serve with checksums; 1.19.2 is the newest that builds.
install_consul() {
  [ -x "$consul" ] && return
  local scratch; scratch=$(mktemp -d)
  printf 'module scratch\n\ngo 1.22\n\nrequire github.com/hashicorp/consul v%s\n' "$consul_version" >"$scratch/go.mod"
  printf 'package scratch\n\nimport _ "github.com/hashicorp/consul"\n' >"$scratch/scratch.go"
  echo "building consul $consul_version (once a machine, some minutes)"
  (cd "$scratch" && GOFLAGS=-mod=mod go build -trimpath -o consul github.com/hashicorp/consul)
  mkdir -p "$cache"
  mv "$scratch/consul" "$consul"
  rm -rf "$scratch"
}

wait_for() { # NAME SECONDS COMMAND...
  local name=$1 seconds=$2; shift 2
  for _ in $(seq $((seconds * 5))); do "$@" >/dev/null 2>&1 && return; sleep 0.2; done
  echo "$name did not answer within $seconds s" >&2; return 1
}

start() {
  local dir=$1 pg; mkdir -p "$dir"; dir=$(cd "$dir" && pwd)
  pg=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)

  mkdir -p "$dir/rabbitmq"
  echo '[].' >"$dir/rabbitmq/plugins"
  printf 'loopback_users = none\ndisk_free_limit.absolute = 100MB\n' >"$dir/rabbitmq/rabbitmq.conf"
  env HOME="$dir/rabbitmq" RABBITMQ_NODENAME=ms-test@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=5673 RABBITMQ_DIST_PORT=25673 \
    ERL_EPMD_PORT=4370 ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_MNESIA_BASE="$dir/rabbitmq/data" RABBITMQ_LOG_BASE="$dir/rabbitmq/log" \
    RABBITMQ_PID_FILE="$dir/rabbitmq.pid" RABBITMQ_ENABLED_PLUGINS_FILE="$dir/rabbitmq/plugins" RABBITMQ_CONFIG_FILE="$dir/rabbitmq/rabbitmq" \
    setsid /usr/lib/rabbitmq/bin/rabbitmq-server >"$dir/rabbitmq/out" 2>&1 </dev/null &

  redis-server --port 6390 --bind 127.0.0.1 --save '' --appendonly no --daemonize yes --pidfile "$dir/redis.pid" >/dev/null

  install -d -o postgres -m 700 "$dir/postgres"
  chmod a+x "$dir"
  su postgres -c "$pg/initdb -A trust -N -D '$dir/postgres' >/dev/null && $pg/pg_ctl -w -D '$dir/postgres' -l '$dir/postgres/log' -o '-p 5440 -h 127.0.0.1 -k /tmp -c max_connections=400' start >/dev/null"

  setsid "$consul" agent -dev -bind=127.0.0.1 -client=127.0.0.1 -http-port=8510 -dns-port=8610 -grpc-port=-1 -grpc-tls-port=-1 \
    -server-port=8310 -serf-lan-port=8311 -serf-wan-port=8312 >"$dir/consul.log" 2>&1 </dev/null &
  echo $! >"$dir/consul.pid"

  wait_for RabbitMQ 60 bash -c '</dev/tcp/127.0.0.1/5673'
  wait_for Consul 30 bash -c "curl -fsS http://127.0.0.1:8510/v1/status/leader | grep -q ':'"
  cat >"$dir/env" <<ENV
export RABBITMQ_URL=amqp://guest:guest@127.0.0.1:5673
export POSTGRES_URL=postgres://postgres@127.0.0.1:5440/postgres
export REDIS_URL=redis://127.0.0.1:6390
export CONSUL_URL=http://127.0.0.1:8510
ENV
}

stop() {
  local dir; dir=$(cd "$1" && pwd)
  for pid in rabbitmq redis consul; do
    [ -f "$dir/$pid.pid" ] && kill "$(cat "$dir/$pid.pid")" 2>/dev/null
  done
  [ -f "$dir/postgres/postmaster.pid" ] && kill -INT "$(head -n 1 "$dir/postgres/postmaster.pid")" 2>/dev/null
  ERL_EPMD_PORT=4370 epmd -port 4370 -kill >/dev/null 2>&1
  return 0
}

case ${1:-} in
  install) install_debian; install_browser; install_consul ;;
  start) start "$2" ;;
  stop) set +e; stop "$2" ;;
  *) sed -n '2,6p' "$0"; exit 2 ;;
esac
