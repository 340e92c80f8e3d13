/** The server and whoever makes the key must seal alike. */
export const MASTER_KEY = 'a master key for benchmarks, long enough'
