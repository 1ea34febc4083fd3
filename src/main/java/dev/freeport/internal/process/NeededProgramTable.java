package dev.freeport.internal.process;

/** {@link NeededProgram}s: kind, names of programs in lower case or titles of JVMs, how to stop what listens, or a dash. */
final class NeededProgramTable {
    static final String LINES = """
            CONTAINER_ENGINE | docker-proxy, dockerd, com.docker.backend, com.docker.vpnkit, \
            com.docker.virtualization, vpnkit, vpnkit-bridge, docker desktop, com.docker.build | Stop the container \
            (docker ps)
            CONTAINER_ENGINE | rootlessport, rootlesskit | Stop the container (docker ps, podman ps)
            CONTAINER_ENGINE | conmon, slirp4netns, pasta, passt, netavark, aardvark-dns, gvproxy, podman, \
            win-sshproxy | Stop the container (podman ps lists it)
            CONTAINER_ENGINE | containerd, containerd-shim, containerd-shim-runc-v1, containerd-shim-runc-v2, \
            nerdctl, crio, cri-o, kubelet, k3s, k3s-server, k3s-agent, kube-proxy, buildkitd, runc, crun | Stop the \
            container or pod (docker ps, crictl ps, kubectl get pods)
            CONTAINER_ENGINE | orbstack, orbstack helper, macvmgr | Stop the container or machine in OrbStack \
            (docker ps, orb list)
            CONTAINER_ENGINE | limactl, colima | Stop the container or virtual machine (docker ps, limactl list)
            CONTAINER_ENGINE | lxd, incusd, lxc-start, lxc-monitord | Stop the container (lxc list, incus list)
            CONTAINER_ENGINE | wslrelay, wslhost, wslservice, vmmem, vmmemwsl, vmwp, vmcompute | Stop the program \
            inside WSL that listens (wsl -- ss -Htlnp)
            CONTAINER_ENGINE | vboxheadless, vboxsvc, vboxnetnat, virtualboxvm, vmware-vmx, vmnet-natd, vmnat, \
            prl_naptd, prl_vm_app, multipassd, com.apple.virtualization.virtualmachine, qemu-system-x86_64, \
            qemu-system-aarch64, qemu-kvm, firecracker, crosvm | Stop the forwarding in the settings of the virtual \
            machine
            FORWARDER | ssh, autossh, dbclient, plink | Stop the forwarding in that SSH client (its -L and -D; ssh \
            -O cancel)
            FORWARDER | dropbear | Stop the forwarding in the SSH client that asked for it (ssh -R)
            FORWARDER | kubectl, oc, k9s, telepresence, kubefwd, minikube, stern | Stop the forwarding where it was \
            started (kubectl port-forward)
            FORWARDER | adb, iproxy, usbmuxd | Stop the forwarding (adb forward --list, adb forward --remove \
            tcp:PORT)
            FORWARDER | socat, rinetd, redir, systemd-socket-proxyd, chisel, frpc, frps, gost, ngrok, cloudflared, \
            stunnel, stunnel4, cloud-sql-proxy, cloud_sql_proxy, session-manager-plugin, yarpservice | Stop the \
            forwarding where it was started
            BUILD_DAEMON | org.gradle.launcher.daemon.bootstrap.GradleDaemon | End the build that runs in the \
            daemon, or, once no build runs, the daemons (gradle --stop)
            BUILD_DAEMON | org.mvndaemon.mvnd.common.MavenDaemon, org.mvndaemon.mvnd.daemon.Server, \
            org.apache.maven.cli.DaemonMavenCli, org.jboss.fuse.mvnd.common.MavenDaemon, \
            org.jboss.fuse.mvnd.daemon.Server | End the build that runs in the daemon, or, once no build runs, the \
            daemons (mvnd --stop)
            BUILD_DAEMON | org.jetbrains.kotlin.daemon.KotlinCompileDaemon | End the build that uses the Kotlin \
            daemon, which then ends by itself
            BUILD_DAEMON | bazel, com.google.devtools.build.lib.bazel.Bazel | Once no build runs, stop the server of \
            Bazel (bazel shutdown)
            BUILD_DAEMON | sbt-launch.jar, xsbt.boot.Boot, bloop.Server, bloop.BloopServer, \
            com.martiansoftware.nailgun.NGServer, com.facebook.nailgun.NGServer, \
            com.facebook.buck.cli.bootstrapper.ClassLoaderBootstrapper, pantsd, watchman, vbcscompiler, msbuild, \
            sccache, zinc | Once no build runs, stop the build daemon by its own command
            CI_AGENT | runner.listener, runner.worker, runsvc | Find the job that listens, and end it on GitHub \
            Actions
            CI_AGENT | agent.listener, agent.worker | Find the job that listens, and end it in Azure Pipelines
            CI_AGENT | gitlab-runner, gitlab-ci-multi-runner | Find the job that listens, and end it in GitLab
            CI_AGENT | agent.jar, remoting.jar, slave.jar, swarm-client.jar, hudson.remoting.jnlp.Main, \
            hudson.remoting.Launcher | Find the job that listens, and end it in Jenkins
            CI_AGENT | jetbrains.buildServer.agent.AgentMain, jetbrains.buildServer.agent.Launcher, \
            com.atlassian.bamboo.agent.bootstrap.AgentBootstrap, agent-bootstrapper.jar, agent-launcher.jar, \
            buildkite-agent, drone-runner-docker, drone-runner-exec, woodpecker-agent, circleci-agent, \
            circleci-runner, circleci-launch-agent, act_runner, forgejo-runner, travis-worker, hosted-compute-agent, \
            provjobd, semaphore-agent | Find the job that listens, and end it in the CI server
            IDE | idea, eclipse, code, code-insiders, code-oss, code-tunnel, codium, cursor, windsurf, trae, \
            positron, netbeans, fleet, pycharm, webstorm, goland, clion, rider, phpstorm, rubymine, datagrip, \
            rustrover, studio, devenv, zed, zed-editor, fsnotifier, jcef_helper, remote-dev-server, \
            jetbrains-toolbox, com.intellij.idea.Main, org.eclipse.equinox.launcher.Main, org.netbeans.Main, \
            org.jetbrains.jps.cmdline.Launcher, org.jetbrains.jps.cmdline.BuildMain, com.jetbrains.rider.main, \
            scala.meta.metals.Main, com.sonarsource.sonarlint.ls.ServerMain | Stop what uses the port in the IDE
            SUPERVISOR | supervisord | Stop the program in supervisord (supervisorctl status names it)
            SUPERVISOR | runsv, runsvdir | Stop the service in runit (sv stop)
            SUPERVISOR | s6-supervise, s6-svscan | Stop the service in s6 (s6-svc -d)
            SUPERVISOR | supervise, svscan | Stop the service in daemontools (svc -d)
            SUPERVISOR | supervise-daemon | Stop the service in OpenRC (rc-status names it; rc-service NAME stop)
            SUPERVISOR | pm2 | Stop the program in PM2 (pm2 list names it; pm2 stop)
            SUPERVISOR | xinetd, inetd | Take the service out of the configuration of inetd, and let it read it \
            again
            SUPERVISOR | circusd, bluepill, monit, forever, nodemon, foreman, forego, overmind, hivemind, honcho, \
            goreman, process-compose, mprocs, watchexec, cargo-watch, entr, tilt, skaffold, nssm, winsw | Stop the \
            program in the supervisor that runs it
            SESSION | tmux, screen, zellij, abduco, dtach, mosh-server, etserver, etterminal, ttyd, gotty, \
            gnome-terminal-server, konsole, xterm, alacritty, kitty, wezterm, wezterm-gui, wezterm-mux-server, \
            ptyxis-agent, tilix, terminator, xfce4-terminal, ghostty, iterm2, windowsterminal, conhost, openconsole, \
            xrdp, xrdp-sesman, xvnc | Stop the program that listens in its terminal
            SYSTEM | init, systemd | Stop the socket unit that listens (systemctl list-sockets names it)
            SYSTEM | launchd | Unload the job that listens (launchctl list names it)
            SYSTEM | cron, crond, atd, anacron | End the job that listens
            SYSTEM | controlcenter | Switch AirPlay Receiver off in the system settings, if the port is 5000 or 7000
            SYSTEM | rapportd, sharingd, airplayxpchelper, mdnsresponder, lsass, wininit, services, spoolsv, csrss, \
            svchost, dbus-daemon, dbus-broker, dbus-broker-launch, networkmanager, systemd-resolved, systemd-logind, \
            gdm, lightdm, sddm, xorg, gnome-shell | -
            """;

    private NeededProgramTable() {}
}
