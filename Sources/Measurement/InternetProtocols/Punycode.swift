/// The encoding of Unicode labels in letters, digits and hyphens (RFC 3492).
enum Punycode {
    // RFC 3492, section 5.
    private static let base = 36
    private static let smallestThreshold = 1
    private static let largestThreshold = 26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let firstNonBasic: UInt32 = 0x80

    /// The label without its `xn--`; nil when a number overflows.
    ///
    /// Quadratic in the label.
    static func encode(_ label: String) -> String? {
        let input = label.unicodeScalars.map(\.value)
        guard input.count <= 256 else { return nil }
        var output = input.filter { $0 < firstNonBasic }.map { UInt8($0) }
        let basicCount = output.count
        var handled = basicCount
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var next = firstNonBasic
        var delta = 0
        var bias = initialBias
        while handled < input.count {
            guard let smallest = input.filter({ $0 >= next }).min() else { return nil }
            delta += Int(smallest - next) * (handled + 1)
            next = smallest
            for value in input {
                if value < next { delta += 1 }
                guard value == next else { continue }
                var quotient = delta
                var position = base
                while true {
                    let threshold = threshold(position, bias)
                    guard quotient >= threshold else { break }
                    let range = base - threshold
                    output.append(digit(threshold + (quotient - threshold) % range))
                    quotient = (quotient - threshold) / range
                    position += base
                }
                output.append(digit(quotient))
                bias = adapt(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The label behind `xn--` as Unicode; nil when it is not well formed.
    static func decode(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count <= 256, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let split = bytes.lastIndex(of: UInt8(ascii: "-"))
        var output = bytes[..<(split ?? 0)].map { UInt32($0) }
        var rest = bytes[(split.map { $0 + 1 } ?? 0)...]
        var next = Int(firstNonBasic)
        var index = 0
        var bias = initialBias
        while !rest.isEmpty {
            let before = index
            var weight = 1
            var position = base
            while true {
                guard let byte = rest.popFirst(), let digit = value(byte) else { return nil }
                let (product, tooLarge) = digit.multipliedReportingOverflow(by: weight)
                guard !tooLarge, product < Int(Int32.max) - index else { return nil }
                index += product
                let threshold = threshold(position, bias)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight < Int(Int32.max) else { return nil }
                position += base
            }
            let count = output.count + 1
            bias = adapt(index - before, count, isFirst: before == 0)
            next += index / count
            index %= count
            guard next <= 0x10ffff else { return nil }
            output.insert(UInt32(next), at: index)
            index += 1
        }
        var decoded = ""
        for value in output {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            decoded.unicodeScalars.append(scalar)
        }
        return decoded
    }

    private static func threshold(_ position: Int, _ bias: Int) -> Int {
        min(max(position - bias, smallestThreshold), largestThreshold)
    }

    private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / damp : delta / 2
        rest += rest / count
        var steps = 0
        while rest > (base - smallestThreshold) * largestThreshold / 2 {
            rest /= base - smallestThreshold
            steps += base
        }
        return steps + (base - smallestThreshold + 1) * rest / (rest + skew)
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30)
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30 + 26
        case 0x61...0x7a: Int(byte) - 0x61
        case 0x41...0x5a: Int(byte) - 0x41
        default: nil
        }
    }
}
