extension NginxConfiguration {
    /// The lines about TLS in the server of a port that encrypts.
    func encryptionLines(_ server: WebServer) -> String {
        let certificate = server.certificate.map(certificatePath).map { path in
            "ssl_certificate \(Self.quoted(path + ".pem"));\n"
                + "ssl_certificate_key \(Self.quoted(path + ".key"));\n"
        }
        return (certificate ?? "") + departure(server.encryption)
    }

    private func departure(_ encryption: WebServer.Encryption) -> String {
        let modern = "ssl_protocols TLSv1.2 TLSv1.3;\n"
        return switch encryption {
        case .modern, .hangsUp:
            modern
        case .oldVersion:
            // OpenSSL 3 has the signatures of TLS 1.1 at security level 0 only.
            "ssl_protocols TLSv1.1;\nssl_ciphers DEFAULT@SECLEVEL=0;\n"
        case .noCipher:
            // The lab's keys are for elliptic curves, so with RSA alone nothing is left to agree on.
            "ssl_protocols TLSv1.2;\nssl_ciphers AES128-SHA:AES256-SHA;\n"
        case .rejectsName:
            modern + "ssl_reject_handshake on;\n"
        case .clientCertificate:
            // nginx itself completes the handshake and answers 400. OpenSSL's own demand ends it:
            // handshake_failure (40) in TLS 1.2, certificate_required (116) in TLS 1.3, there after
            // the client's part of the handshake is over (RFC 8446, section 4.4.2.4).
            modern
                + "ssl_verify_client on;\nssl_client_certificate \(Self.quoted(trustedRoots));\n"
                + "ssl_conf_command VerifyMode Require;\n"
        }
    }

    /// A word of the configuration file in quotes; control characters, which no value here can need,
    /// are left out.
    static func quoted(_ text: String) -> String {
        var word = "\""
        for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7f {
            if scalar == "\"" || scalar == "\\" { word.unicodeScalars.append("\\") }
            word.unicodeScalars.append(scalar)
        }
        return word + "\""
    }
}
