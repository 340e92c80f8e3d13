/**
 * A certificate for `localhost` and `127.0.0.1` that nobody signed but itself, good for a hundred
 * years. Its key is public: it proves nothing, which is what it is for.
 */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1OZC0gPRMvQh2555
zWPiKAfMckQ5RUMpJWCiaYvaC9ehRANCAAQ2mroEZpSGLcxSAcV2hfzVShZFLqDu
2QcqqHiIJztvXcRoQeBcnIpxFhiHrlVyk7a6sMo4aNV9/a2KnmRWLv8B
-----END PRIVATE KEY-----
`

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUT+/7OZG0i9xCQeZna3/WHGSc4JwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjAxNDEzNloYDzIxMjYxMTAy
MDE0MTM2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ2mroEZpSGLcxSAcV2hfzVShZFLqDu2QcqqHiIJztvXcRoQeBcnIpx
FhiHrlVyk7a6sMo4aNV9/a2KnmRWLv8Bo28wbTAdBgNVHQ4EFgQUMazSwTgKFYER
o/sOHWqtaKuD1nIwHwYDVR0jBBgwFoAUMazSwTgKFYERo/sOHWqtaKuD1nIwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgFUF0MJNAL5EKL5Q0D4Qn/IeRc8GAgKmuY0cd9EFgm+sCIGS1
9Uj1UFYqms4DIDbRkukQmphCJebX1zqsOYqql7NA
-----END CERTIFICATE-----
`
