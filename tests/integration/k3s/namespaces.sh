#!/bin/sh
# Becomes a machine of its own, as far as K3s can tell: run by
#   unshare --mount --net --pid --uts --ipc --fork --mount-proc sh namespaces.sh FOLDER NAME
# FOLDER holds what such a machine would have on its disk. Ends when its standard input does.
set -eu
folder=$1 name=$2
hostname "$name"
mount --make-rprivate /
mkdir -p "$folder/cgroup"
mount --rbind /sys/fs/cgroup "$folder/cgroup" # a new sysfs shows this machine's interfaces, but no cgroups
mount -t sysfs sysfs /sys
mount --rbind "$folder/cgroup" /sys/fs/cgroup
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
