#!/bin/bash
# Run a command that reaches no network but this machine itself, and cannot get more rights.
#
# Usage: scripts/without_network.sh COMMAND…
#
# Needs root or sudo (GitHub's Linux runners have it) to make the empty network; the command itself
# runs as the user who called, without further groups, so that neither sudo nor Docker leads back.
set -eu
user=$(id -u) group=$(id -g)
as_root=()
[ "$user" -eq 0 ] || as_root=(sudo --preserve-env=HOME,CI,GITHUB_ACTIONS,MAKEFLAGS,BASE env "PATH=$PATH")
exec "${as_root[@]}" unshare --net -- bash -c '
  ip link set lo up
  user=$1 group=$2
  shift 2
  exec setpriv --reuid="$user" --regid="$group" --clear-groups --no-new-privs "$@"
' without-network "$user" "$group" "$@"
