#!/usr/bin/env bash
# Puts every gateway, then every silo of this machine on another release, one at a time, under load.
#   deploy/rolling-upgrade.sh /opt/platform/releases/2026-11-22
# A release is a folder with silo/ and gateway/ in it; /opt/platform/silo-1 and its like are links to one, so that what runs is never written over.
# What does not serve within two minutes is put back on the release it had, and the rest stays as it is: releases work side by side
# in one cluster, for migrations and contracts only add. To go back, name the release before. Not from a release before Orleans: docs/operations.md.
set -euo pipefail
root=${PLATFORM_ROOT:-/opt/platform}
[ $# = 1 ] && [ -f "$1/silo/Silo.dll" ] && [ -f "$1/gateway/Gateway.dll" ] || { sed -n 2,6p "$0" >&2; exit 2; }
release=$(realpath "$1")

serves() { # name, as silo-1
  local address
  address=$(sed -n 's/^ASPNETCORE_URLS=//p' "/etc/platform/$1.env")
  for _ in $(seq 120); do
    curl -fsSk -o /dev/null --max-time 2 "${address%%;*}/health" 2>/dev/null && return 0
    sleep 1
  done
  return 1
}

move() { # kind number
  local name=$1-$2 unit=platform-$1@$2 before
  before=$(readlink "$root/$name")
  [ "$before" = "$release/$1" ] && { echo "$name has it"; return; }
  ln -sfn "$release/$1" "$root/$name"
  echo "$name: drains and starts again"
  systemctl restart "$unit"
  serves "$name" && { echo "$name: serves"; return; }
  ln -sfn "$before" "$root/$name"
  systemctl restart "$unit"
  echo "$name did not serve within two minutes and was put back: journalctl -u $unit" >&2
  exit 1
}

# Gateways first: what they add to a request older silos ignore, and newer silos may ask for.
for kind in gateway silo; do
  for unit in $(systemctl list-units --plain --no-legend --state=active "platform-$kind@*" | cut -d' ' -f1); do
    number=${unit#*@} && move "$kind" "${number%.service}"
  done
done
