#!/usr/bin/env bash
# `.ci/native-highs.sh FOLDER`: fetches a native library of HiGHS from Debian's packages into a folder of its own, installing nothing, and
# writes `FOLDER/node`, which runs node with it. Debian 12 has no such package; that of Debian 13 needs its newer C library, so
# node is started by that release's own loader.
set -euo pipefail

suite=trixie
keys=/usr/share/keyrings/debian-archive-keyring.gpg
folder=$(mkdir -p "$1" && cd "$1" && pwd)

fail() {
  echo "native-highs: $1" >&2
  exit 1
}

for tool in apt-get dpkg-deb node; do
  command -v "$tool" > /dev/null || fail "$tool is needed, and is not here"
done
[ -r "$keys" ] || fail "Debian's keys are not here; install debian-archive-keyring"

# The mirror that this machine uses anyway.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
[ -n "$mirror" ] || fail "apt knows no mirror of Debian; run apt-get update first"
mkdir -p "$folder"/apt/{lists,cache}/partial "$folder"/apt/cache/archives/partial "$folder/packages" "$folder/root"
echo "deb [signed-by=$keys] $mirror $suite main" > "$folder/apt/sources.list"
apt() {
  apt-get -q \
    -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$folder/apt/lists" -o Dir::Cache="$folder/apt/cache" \
    -o APT::Sandbox::User=root -o Acquire::Retries=3 -o Acquire::Languages=none -o APT::Update::Error-Mode=any "$@"
}
apt update > "$folder/update.log" 2>&1 || fail "Debian's $suite cannot be read: $(tail -n 3 "$folder/update.log")"
# What libhighs1 needs, and what node needs beside it.
(cd "$folder/packages" && apt download libhighs1 libc6 libstdc++6 libgcc-s1 zlib1g > "$folder/download.log" 2>&1) ||
  fail "a package of $suite cannot be had: $(tail -n 3 "$folder/download.log")"
for package in "$folder"/packages/*.deb; do
  dpkg-deb -x "$package" "$folder/root"
done

library=$(find "$folder/root/usr/lib" -name 'libhighs.so.1' | head -n 1)
loader=$(find "$folder/root/usr" -name 'ld-linux*.so.*' | head -n 1)
[ -n "$library" ] && [ -n "$loader" ] || fail "the packages of $suite hold no libhighs.so.1 or no loader"
cat > "$folder/node" << EOF
#!/bin/sh
export BUILDOUT_HIGHS='$library'
exec '$loader' --library-path '$(dirname "$library")' '$(command -v node)' "\$@"
EOF
chmod +x "$folder/node"
"$folder/node" -e 0 || fail "node does not start with the C library of $suite"
echo "A library of HiGHS and a node to go with it: $(basename "$(readlink -f "$library")")"
