/// The certificates of a PEM file (RFC 7468); text between them is skipped.
///
/// It works on bytes alone: a system's bundle of some 140 certificates is read at each handshake.
enum PEMBlocks {
    /// The certificates in DER, in order; blocks that are no base64 are left out.
    ///
    /// Linear in the file.
    static func certificates(in bytes: [UInt8]) -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        var body: Range<Int>?
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if bytes[start] == UInt8(ascii: "-") {
                let line = String(decoding: bytes[start..<min(end, start + 64)], as: UTF8.self)
                if line.hasPrefix("-----BEGIN"), line.contains("CERTIFICATE-----") {
                    body = end..<end
                } else if line.hasPrefix("-----END"), let block = body {
                    if let decoded = decodeBase64(bytes[block.lowerBound..<start]) {
                        certificates.append(decoded)
                    }
                    body = nil
                }
            }
            start = end + 1
        }
        return certificates
    }

    /// The bytes that a text stands for (RFC 4648, section 4), line ends aside; nil for others.
    static func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        var hasEnded = false
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x41...0x5a: value = byte - 0x41
            case 0x61...0x7a: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="):
                hasEnded = true
                continue
            case 0x20, 0x09, 0x0a, 0x0d: continue
            default: return nil
            }
            if hasEnded { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                output.append(UInt8(truncatingIfNeeded: bits >> 16))
                output.append(UInt8(truncatingIfNeeded: bits >> 8))
                output.append(UInt8(truncatingIfNeeded: bits))
            }
        }
        switch count % 4 {
        case 2: output.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3:
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        case 1: return nil
        default: break
        }
        return output
    }
}
