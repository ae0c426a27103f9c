import Crypto
import Foundation

/// The one key that signs a zone of the lab: Ed25519, DNSSEC algorithm 15 (RFC 8080).
///
/// It is computed from the zone's name, so that whoever signs and whoever checks agree without having
/// to talk. That makes it no secret at all, which in a lab nobody minds.
struct ZoneSigningKey {
    /// The zone, with its final dot.
    let zone: String
    private let seed: Data
    private let publicKey: Data

    /// The key of a zone; `LabError.unsupported` should this computer have no Ed25519.
    init(zone: String) throws(LabError) {
        self.zone = ZoneName.absolute(zone)
        seed = Data(SHA256.hash(data: Data("zone signing key of \(self.zone)".utf8)))
        do {
            publicKey = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
                .publicKey.rawRepresentation
        } catch {
            throw .unsupported(what: "no key can be made for the zone \(zone): \(error)")
        }
    }

    /// The DNSKEY record: the public half, and the anchor of resolvers that check.
    var record: String { "\(zone) IN DNSKEY 257 3 15 \(publicKey.base64EncodedString())" }

    /// The private half as ldns and BIND write it.
    var privateFile: String {
        """
        Private-key-format: v1.2
        Algorithm: 15 (ED25519)
        PrivateKey: \(seed.base64EncodedString())

        """
    }
}
