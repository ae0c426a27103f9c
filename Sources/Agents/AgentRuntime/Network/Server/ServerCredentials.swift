import NIOSSL

/// The certificate and key by which a server, or a client, shows who it is; read when it starts.
public struct ServerCredentials: Hashable, Sendable {
    /// The path of a PEM file of the certificate and those that it was issued under, its own first.
    public var certificateChain: String
    /// The path of a PEM file of the private key.
    public var privateKey: String

    /// Makes credentials of the paths of their files.
    public init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }

    /// Reads the files.
    func load() throws(AgentServerError) -> ([NIOSSLCertificate], NIOSSLPrivateKey) {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificateChain)
        } catch {
            throw .unreadableCredentials(path: certificateChain, reason: "\(error)")
        }
        do {
            return (chain, try NIOSSLPrivateKey(file: privateKey, format: .pem))
        } catch {
            throw .unreadableCredentials(path: privateKey, reason: "\(error)")
        }
    }
}
