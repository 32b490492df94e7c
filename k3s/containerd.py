"""A containerd template for machines that are themselves contained.

Without CAP_SYS_RESOURCE (a box inside a container or a small VM host) containerd may not lower a pod's
OOM score, and every pod fails with "can't get final child's PID". K3s takes a template of ours then.
"""

from __future__ import annotations

from pathlib import Path

CAP_SYS_RESOURCE = 1 << 24
BASE_SINCE = (1, 24)
"""Releases from here on build their own template; ours is for those before."""

TEMPLATE = """\
[plugins.opt]
  path = "{{ .NodeConfig.Containerd.Opt }}"

[plugins.cri]
  stream_server_address = "127.0.0.1"
  stream_server_port = "10010"
  restrict_oom_score_adj = true
{{- if .NodeConfig.AgentConfig.PauseImage }}
  sandbox_image = "{{ .NodeConfig.AgentConfig.PauseImage }}"
{{end}}

{{- if .NodeConfig.AgentConfig.Snapshotter }}
[plugins.cri.containerd]
  disable_snapshot_annotations = true
  snapshotter = "{{ .NodeConfig.AgentConfig.Snapshotter }}"
{{end}}

{{- if not .NodeConfig.NoFlannel }}
[plugins.cri.cni]
  bin_dir = "{{ .NodeConfig.AgentConfig.CNIBinDir }}"
  conf_dir = "{{ .NodeConfig.AgentConfig.CNIConfDir }}"
{{end}}

[plugins.cri.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
"""


def contained(status: Path = Path("/proc/self/status")) -> bool:
    """Whether this process lacks CAP_SYS_RESOURCE although it is root."""
    for line in status.read_text().splitlines():
        if line.startswith("CapEff:"):
            return not int(line.split()[1], 16) & CAP_SYS_RESOURCE
    return False


def template(data: Path) -> Path:
    return data / "agent/etc/containerd/config.toml.tmpl"
