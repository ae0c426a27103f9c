import Foundation

/// The forwarder's two pipes: configurations come in, a line each; every one is acknowledged.
struct ForwarderControl {
    /// Where configurations come from.
    let input: Int32
    /// Where acknowledgements go.
    let output: Int32
    private var pending = Data()

    /// The longest line that is read, in bytes.
    static let longestLine = 4 << 20

    init(input: Int32, output: Int32) {
        self.input = input
        self.output = output
    }

    /// The first configuration, for which it waits until the input ends; nil if it ends before.
    mutating func first() throws -> ForwarderConfiguration? {
        while true {
            if let line = try nextLine() { return try ForwarderConfiguration(json: line) }
            guard try fill() else {
                guard pending.isEmpty else {
                    throw LabError.unsupported(
                        what: "the forwarder's configuration ends within its first line")
                }
                return nil
            }
        }
    }

    /// Reads what there is and applies it; false when the input has ended.
    mutating func read(_ forwarder: inout FrameForwarder) throws -> Bool {
        guard try fill() else { return false }
        try applyPending(&forwarder)
        return true
    }

    /// Applies the configurations that have been read.
    mutating func applyPending(_ forwarder: inout FrameForwarder) throws {
        while let line = try nextLine() {
            let configuration = try ForwarderConfiguration(json: line)
            try forwarder.apply(configuration)
            try acknowledge(configuration)
        }
    }

    /// Says that a configuration is in force.
    func acknowledge(_ configuration: ForwarderConfiguration) throws {
        try write("{\"applied\":\(configuration.lines.count)}\n")
    }

    /// Writes a line of output.
    func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw WireInterfaces.failure(errno, "writing the output")
            }
            bytes = bytes.dropFirst(count)
        }
    }

    private mutating func nextLine() throws -> Data? {
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Data(pending[..<end])
            pending = Data(pending[(end + 1)...])
            if !line.allSatisfy({ $0 == 0x20 || $0 == 0x0d }) { return line }
        }
        guard pending.count <= Self.longestLine else {
            throw LabError.unsupported(what: "a line of the forwarder's configuration is too long")
        }
        return nil
    }

    private mutating func fill() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes {
            Foundation.read(input, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR || errno == EAGAIN { return true }
        guard count >= 0 else { throw WireInterfaces.failure(errno, "reading the input") }
        pending += chunk[..<count]
        return count > 0
    }
}

extension FrameForwarder {
    /// Gives lines new qualities; frames under way keep their times, and their order.
    ///
    /// - Throws: `LabError.unsupported` for a line that is not there, or elsewhere; nothing is
    ///   changed then.
    mutating func apply(_ configuration: ForwarderConfiguration) throws {
        let places = try configuration.lines.map { line in
            guard let place = names.firstIndex(of: line.name) else {
                throw LabError.unsupported(what: "there is no line named \(line.name)")
            }
            let carrier = carriers[place]
            guard line.left ?? carrier.left == carrier.left,
                line.right ?? carrier.right == carrier.right
            else {
                throw LabError.unsupported(
                    what: "the line \(line.name) cannot change its interfaces")
            }
            return place
        }
        for (line, place) in zip(configuration.lines, places) {
            directions[2 * place].schedule.quality = line.delayQuality
            directions[2 * place + 1].schedule.quality = line.delayQuality
        }
    }
}
