import Foundation

/// The key under which the agents of a network hash names: 32 bytes that begin with their age.
///
/// The first six bytes are the time of creation in milliseconds since 1970, big-endian, the other 26 are secret (208
/// bits). So the oldest of several keys is the least, and directories that meet agree on it in any order.
public struct DirectoryHashKey: Hashable, Sendable, Comparable {
    /// The bytes of a key.
    public static let length = 32

    /// The whole key, as it goes into HMAC-SHA256.
    public let bytes: [UInt8]

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - time: when it is made, in milliseconds since 1970.
    ///   - secret: at least 26 bytes from a cryptographic generator; what is more is left out. Nil when there
    ///     are fewer.
    public init?(createdAt time: Int64, secret: [UInt8]) {
        guard secret.count >= Self.length - 6, time >= 0 else { return nil }
        let age = (0..<6).map { UInt8(truncatingIfNeeded: time >> Int64(40 - 8 * $0)) }
        bytes = age + secret.prefix(Self.length - 6)
    }

    /// Reads a key from a service map; nil unless it is 32 bytes in base64.
    public init?(base64 text: String) {
        guard let data = Data(base64Encoded: text), data.count == Self.length else { return nil }
        bytes = [UInt8](data)
    }

    /// The key as service maps carry it.
    public var base64: String { Data(bytes).base64EncodedString() }

    /// Orders by age, the oldest first.
    public static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
