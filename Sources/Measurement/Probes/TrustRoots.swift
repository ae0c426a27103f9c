/// Whose signatures count in a certificate chain.
public enum TrustRoots: Sendable {
    /// The system's bundle; `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured as OpenSSL does.
    case system(environment: [String: String])
    /// These certificates, in DER.
    case certificates([[UInt8]])
    /// The certificates of a PEM file.
    case file(String)
}
