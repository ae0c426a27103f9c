import DMEP
import Foundation

extension IndexFunction {
    /// The index of a text after one index function after the other (CAPRI thesis, 5.1.3).
    ///
    /// Base 64 and addresses are read as big-endian integers of which the rightmost 64 bits count. Without
    /// any function, and where the remainder is asked of a text, the text is read as a decimal number.
    ///
    /// - Parameters:
    ///   - text: the value of the property.
    ///   - functions: what is applied, in order.
    ///   - lookup: whom to ask for autonomous systems.
    /// - Returns: nil when a function has no value there: a service with that restriction does not serve
    ///   the input.
    public static func index(
        of text: String, by functions: [IndexFunction], lookup: any AutonomousSystemLookup
    ) -> UInt64? {
        var index: UInt64?
        for (position, function) in functions.enumerated() {
            switch function {
            case .modulo(let divisor):
                guard divisor > 0, let dividend = position == 0 ? decimal(text) : index else {
                    return nil
                }
                index = dividend % divisor
            // The others take a text, and only the first function gets one.
            case .base64ToInteger where position == 0: index = base64(text)
            case .addressToInteger where position == 0: index = address(text)
            case .autonomousSystem where position == 0:
                index = address(text).flatMap { _ in lookup.originAS(of: text).map(UInt64.init) }
            default: return nil
            }
            if index == nil { return nil }
        }
        return functions.isEmpty ? decimal(text) : index
    }

    private static func decimal(_ text: String) -> UInt64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt64(text) : nil
    }

    private static func base64(_ text: String) -> UInt64? {
        // Padding may be left out (RFC 4648, section 3.2).
        let missing = (4 - text.utf8.count % 4) % 4
        let padded = text + String(repeating: "=", count: missing)
        guard missing < 3, let data = Data(base64Encoded: padded), !data.isEmpty else { return nil }
        return rightmost(data)
    }

    private static func address(_ text: String) -> UInt64? {
        // `inet_pton` reads a C string: what lies behind a zero byte would be overlooked.
        guard !text.utf8.contains(0) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return rightmost(bytes.prefix(4)) }
        if inet_pton(AF_INET6, text, &bytes) == 1 { return rightmost(bytes) }
        return nil
    }

    private static func rightmost(_ bytes: some BidirectionalCollection<UInt8>) -> UInt64 {
        bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
