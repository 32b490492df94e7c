#!/bin/sh
# Becomes a machine of its own, as far as K3s can tell: `sh namespaces.sh FOLDER NAME`, as root.
# FOLDER holds what such a machine would have on its disk. Several may live side by side: each has a subtree
# of cgroups. Ends, and everything in it, when its standard input does.
set -eu
folder=$1 name=$2 stage=${3:-outside}
cgroups=/sys/fs/cgroup

if [ "$stage" = outside ]; then
  if [ -e $cgroups/cgroup.controllers ]; then subtrees=$cgroups/; else subtrees="$cgroups/*/"; fi
  for subtree in $subtrees; do
    mkdir -p "$subtree$name"
    for list in cpuset.cpus cpuset.mems; do
      [ ! -e "$subtree$list" ] || [ -e $cgroups/cgroup.controllers ] || cat "$subtree$list" >"$subtree$name/$list"
    done
    echo $$ >"$subtree$name/cgroup.procs"
  done
  exec unshare --mount --net --pid --uts --ipc --cgroup --fork --kill-child --mount-proc \
    sh "$0" "$folder" "$name" inside
fi

hostname "$name"
mount --make-rprivate /
mkdir -p "$folder/cgroup"
mount -t tmpfs cgroup "$folder/cgroup" # a new sysfs shows this machine's interfaces, but no cgroups
if [ -e $cgroups/cgroup.controllers ]; then
  mount --bind "$cgroups/$name" "$folder/cgroup"
else
  for subtree in $cgroups/*/; do
    mkdir "$folder/cgroup/$(basename "$subtree")"
    mount --bind "$subtree$name" "$folder/cgroup/$(basename "$subtree")"
  done
fi
mount -t sysfs sysfs /sys
mount --rbind "$folder/cgroup" $cgroups
mount -t tmpfs run /run
for place in var/lib/rancher var/lib/kubelet var/lib/cni var/lib/shopwarden-node var/log etc/rancher etc/shopwarden etc/cni; do
  mkdir -p "/$place" "$folder/$place"
  mount --bind "$folder/$place" "/$place"
done
mkdir -p "$folder/bin" "$folder/work"
mount -t overlay overlay -o "lowerdir=/usr/local/bin,upperdir=$folder/bin,workdir=$folder/work" /usr/local/bin
mkdir -p /run/netns
ip link set lo up
ip link add eth0 type bridge
ip address add 192.168.77.2/24 dev eth0
ip link set eth0 up
ip route add default via 192.168.77.1
echo ready
cat >/dev/null
