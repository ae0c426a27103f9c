import Hummingbird
import HummingbirdTLS
import NIOSSL

extension AgentServer {
    /// TLS as the configuration wants it; nil for plain HTTP.
    static func tls(
        _ configuration: AgentServerConfiguration
    ) throws(AgentServerError) -> TLSConfiguration? {
        guard let credentials = configuration.credentials else {
            guard configuration.clientAuthorities == nil else {
                throw .invalidConfiguration(
                    reason: "client certificates need a certificate of the server")
            }
            return nil
        }
        let (chain, key) = try credentials.load()
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = ["http/1.1"]
        if let path = configuration.clientAuthorities {
            do {
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
            } catch {
                throw .unreadableCredentials(path: path, reason: "\(error)")
            }
            tls.certificateVerification = .optionalVerification
        }
        return tls
    }
}
