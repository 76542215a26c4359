// The descriptor of the pipe on which a runner's watchdog reports to the host.
export const WATCH_FD = 4
