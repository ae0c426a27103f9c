/// What an outcome rule makes of a value, looked up at once.
struct OutcomeTable: Sendable {
    /// What a line says of its request.
    enum Verdict: UInt8, Sendable {
        case success, failure, mistake, skipped, unknown
    }

    /// By status code, 0 to 999.
    private var codes = [Verdict](repeating: .unknown, count: 1000)
    /// Whole values in lower case that are no code of three digits.
    private var words = [(text: [UInt8], verdict: Verdict)]()
    /// What every other value is.
    private let other: Verdict

    /// The patterns of a rule.
    ///
    /// - Returns: the first pattern that cannot be used, where there is one.
    static func compile(_ rule: OutcomeRule) -> (table: OutcomeTable, unfit: String?) {
        var table = OutcomeTable(rule)
        let lists: [([String], Verdict)] = [
            (rule.success, .success), (rule.mistake, .mistake), (rule.failure, .failure),
            (rule.skip, .skipped),
        ]
        for isClass in [true, false] {
            for (patterns, verdict) in lists {
                for pattern in patterns {
                    guard !pattern.isEmpty, pattern.utf8.count <= 64 else {
                        return (table, pattern)
                    }
                    table.add(Array(pattern.lowercased().utf8), verdict, classes: isClass)
                }
            }
        }
        return (table, nil)
    }

    private init(_ rule: OutcomeRule) {
        other = rule.success.isEmpty ? .success : .unknown
        if other == .success { codes = [Verdict](repeating: .success, count: 1000) }
    }

    private mutating func add(_ pattern: [UInt8], _ verdict: Verdict, classes: Bool) {
        let isClass =
            pattern.count == 3 && pattern[0].isDigit && pattern[1] == 0x78 && pattern[2] == 0x78
        guard isClass == classes else { return }
        if isClass {
            let first = Int(pattern[0] - 0x30) * 100
            for code in first..<first + 100 { codes[code] = verdict }
        } else if pattern.count == 3, pattern.allSatisfy(\.isDigit) {
            codes[pattern.reduce(0) { $0 * 10 + Int($1 - 0x30) }] = verdict
        } else {
            words.removeAll { $0.text == pattern }
            words.append((pattern, verdict))
        }
    }

    /// What a value says.
    @inline(__always)
    func verdict(_ value: ByteSlice) -> Verdict {
        if value.count == 3, value[0].isDigit, value[1].isDigit, value[2].isDigit {
            return codes[
                Int(value[0] - 0x30) * 100 + Int(value[1] - 0x30) * 10 + Int(value[2] - 0x30)]
        }
        return wordVerdict(value)
    }

    @inline(never)
    private func wordVerdict(_ value: ByteSlice) -> Verdict {
        if value.isEmpty { return .unknown }
        for word in words where word.text.count == value.count {
            let isSame = value.buffer.elementsEqual(word.text) { byte, letter in
                byte == letter || ((0x41...0x5a).contains(byte) && byte | 0x20 == letter)
            }
            if isSame { return word.verdict }
        }
        return value.isAbsent ? .unknown : other
    }
}
