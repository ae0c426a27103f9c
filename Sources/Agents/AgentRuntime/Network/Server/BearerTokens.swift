import Crypto
import Foundation

/// Whom a server knows: the hashes of bearer tokens, and agents known by their certificate.
///
/// A file has one line for each: `HASH URI TYPES ASN`, separated by blanks. HASH is the SHA-256 of the token in
/// hexadecimal digits, or `certificate` for an agent that shows a client certificate in which its URI is a
/// subject alternative name; TYPES are separated by commas, `-` for none; ASN is a number or `-`. Empty lines and
/// lines that begin with `#` are skipped.
public struct BearerTokens: Sendable {
    private struct Entry {
        var hash: [UInt8]
        var requester: Requester
    }

    private var entries: [Entry] = []
    private var certificates: [String: Requester] = [:]

    /// Makes a table in which nobody is known.
    public init() {}

    /// Reads a file; it is to be readable by the server's user alone.
    public init(contentsOf path: String) throws(AgentServerError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadableTokens(path: path, reason: error.localizedDescription)
        }
        try self.init(text: text, path: path)
    }

    /// Reads the text of a file; `path` is named in errors.
    public init(text: String, path: String = "the text") throws(AgentServerError) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard let first = fields.first, !first.hasPrefix("#") else { continue }
            func invalid(_ reason: String) -> AgentServerError {
                .invalidTokens(path: path, line: index + 1, reason: reason)
            }
            guard fields.count == 4 else {
                throw invalid("a line has four fields: hash or 'certificate', URI, types, ASN")
            }
            let types =
                fields[2] == "-" ? [] : Set(fields[2].split(separator: ",").map(String.init))
            guard fields[3] == "-" || UInt32(fields[3]) != nil else {
                throw invalid("\(fields[3]) is not the number of an autonomous system")
            }
            let requester = Requester(
                authenticatedURI: String(fields[1]), permittedTypes: types,
                autonomousSystem: UInt32(fields[3]))
            if first == "certificate" {
                certificates[String(fields[1])] = requester
            } else if let hash = Hexadecimal.bytes(of: first), hash.count == SHA256.byteCount {
                entries.append(Entry(hash: hash, requester: requester))
            } else {
                throw invalid("the hash is not 64 hexadecimal digits")
            }
        }
    }

    /// Whoever holds a token; nil when nobody does.
    ///
    /// Takes time by the number of tokens, whichever it is.
    public func requester(forToken token: String) -> Requester? {
        let hash = Array(SHA256.hash(data: Array(token.utf8)))
        var found: Int?
        for index in entries.indices {
            var difference: UInt8 = 0
            for (left, right) in zip(entries[index].hash, hash) { difference |= left ^ right }
            if difference == 0 { found = index }
        }
        return found.map { entries[$0].requester }
    }

    /// What is known of an agent that shows a certificate for a URI.
    public func requester(forCertificateOf uri: String) -> Requester? { certificates[uri] }
}
