import Foundation

/// Trust roots by their subject, in DER, so that only those a chain needs are ever parsed.
struct TrustStore {
    private var bySubject: [ArraySlice<UInt8>: [[UInt8]]] = [:]

    /// How many certificates there are.
    var count: Int { bySubject.values.reduce(0) { $0 + $1.count } }

    /// The store that the roots mean now; unreadable files count as empty.
    init(_ roots: TrustRoots) {
        switch roots {
        case .certificates(let certificates): certificates.forEach { insert($0) }
        case .file(let path): insertFile(path)
        case .system(let environment): insertSystem(environment)
        }
    }

    /// The roots whose subject has this encoding.
    func roots(subject: ArraySlice<UInt8>) -> [[UInt8]] { bySubject[subject] ?? [] }

    // OpenSSL reads one file and one directory; either variable replaces its default.
    private mutating func insertSystem(_ environment: [String: String]) {
        let file = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let directory = environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        if let file {
            insertFile(file)
        } else {
            let bundles = [
                "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
                "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            ]
            if let bundle = bundles.first(where: { TextFile.exists($0) }) { insertFile(bundle) }
        }
        // The default directory holds the same certificates as the bundle next to it.
        let directories = directory?.split(separator: ":").map { String($0) } ?? []
        for path in directories + (count == 0 && directory == nil ? ["/etc/ssl/certs"] : []) {
            insertDirectory(path)
        }
    }

    /// OpenSSL finds certificates in a directory by names as `4a6481c9.0`.
    private mutating func insertDirectory(_ path: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names.sorted().prefix(4096) {
            let parts = name.split(separator: ".")
            guard parts.count == 2, parts[0].utf8.count == 8, Int(parts[1]) != nil,
                parts[0].utf8.allSatisfy({ $0.hexadecimalDigit != nil })
            else { continue }
            insertFile(path + "/" + name)
        }
    }

    private mutating func insertFile(_ path: String) {
        guard let bytes = TextFile.bytes(path, limit: 16 << 20) else { return }
        PEMBlocks.certificates(in: bytes).forEach { insert($0) }
    }

    private mutating func insert(_ certificate: [UInt8]) {
        guard let names = CertificateNames(certificate) else { return }
        bySubject[names.subject, default: []].append(certificate)
    }
}

/// The encoded names of a certificate, found without parsing anything else of it.
struct CertificateNames {
    /// The issuer, in DER.
    let issuer: ArraySlice<UInt8>
    /// The subject, in DER.
    let subject: ArraySlice<UInt8>

    /// Walks RFC 5280, section 4.1: version, serial number, algorithm, issuer, validity, subject.
    init?(_ certificate: [UInt8]) {
        guard let outer = Element(certificate[...]), let inner = Element(outer.content)
        else { return nil }
        var rest = inner.content
        // The version stands in an explicit tag 0 and may be absent.
        if rest.first == 0xa0 {
            guard let version = Element(rest) else { return nil }
            rest = version.rest
        }
        var fields: [ArraySlice<UInt8>] = []
        for _ in 0..<5 {
            guard let field = Element(rest) else { return nil }
            fields.append(field.whole)
            rest = field.rest
        }
        issuer = fields[2]
        subject = fields[4]
    }

    private struct Element {
        let whole: ArraySlice<UInt8>
        let content: ArraySlice<UInt8>
        let rest: ArraySlice<UInt8>

        init?(_ bytes: ArraySlice<UInt8>) {
            let start = bytes.startIndex
            guard bytes.count >= 2 else { return nil }
            var length = Int(bytes[start + 1])
            var head = 2
            if length >= 0x80 {
                let count = length & 0x7f
                guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
                length = bytes[(start + 2)..<(start + 2 + count)].reduce(0) { $0 << 8 | Int($1) }
                head += count
            }
            guard length <= bytes.count - head else { return nil }
            whole = bytes[start..<(start + head + length)]
            content = bytes[(start + head)..<(start + head + length)]
            rest = bytes[(start + head + length)...]
        }
    }
}
