import Crypto
import Foundation

/// The key with which an agent signs what it says: an Ed25519 private key (RFC 8032).
public struct InformationSigningKey: Sendable {
    let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's generator.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads a key: a PEM block `PRIVATE KEY` (RFC 8410, without public key in it), or 32 bytes in base64.
    public init(text: String) throws(TrustError) {
        let expected = "an Ed25519 private key"
        let bytes = try KeyText.bytes(
            of: text, label: "PRIVATE KEY", prefix: KeyText.privatePrefix, expected: expected)
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        } catch {
            throw .unreadableKey(expected: expected, reason: "\(error)")
        }
    }

    /// The key as a PEM block; secret.
    public var pem: String {
        KeyText.pem(
            key.rawRepresentation, label: "PRIVATE KEY", prefix: KeyText.privatePrefix)
    }

    /// The 32 bytes in base64; secret.
    public var base64: String { key.rawRepresentation.base64EncodedString() }

    /// What others need to check signatures of this key.
    public var publicKey: InformationPublicKey { InformationPublicKey(key: key.publicKey) }
}

/// The key with which others check what an agent signed: an Ed25519 public key (RFC 8032).
public struct InformationPublicKey: Hashable, Sendable {
    /// The 32 bytes.
    let bytes: [UInt8]

    init(key: Curve25519.Signing.PublicKey) { bytes = [UInt8](key.rawRepresentation) }

    /// Reads a key: a PEM block `PUBLIC KEY` (RFC 8410), or 32 bytes in base64.
    public init(text: String) throws(TrustError) {
        let expected = "an Ed25519 public key"
        bytes = try KeyText.bytes(
            of: text, label: "PUBLIC KEY", prefix: KeyText.publicPrefix, expected: expected)
        do {
            _ = try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        } catch {
            throw .unreadableKey(expected: expected, reason: "\(error)")
        }
    }

    /// The key as a PEM block.
    public var pem: String {
        KeyText.pem(bytes, label: "PUBLIC KEY", prefix: KeyText.publicPrefix)
    }

    /// The 32 bytes in base64.
    public var base64: String { Data(bytes).base64EncodedString() }

    /// What it is called when nobody gave it a name: the first eight bytes of its SHA-256, in hexadecimal.
    public var fingerprint: String {
        SHA256.hash(data: bytes).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Whether `signature` is this key's over `message`.
    func verifies(_ signature: Data, over message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            return false
        }
        return key.isValidSignature(signature, for: message)
    }
}
