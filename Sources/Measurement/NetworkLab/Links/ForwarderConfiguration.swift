import Foundation

/// One line of the forwarder's input: the links that it makes, or new qualities for some of them.
///
/// As JSON on one line:
///
///     {"lines":[{"name":"uplink","left":"w0l","right":"w0r","delayMilliseconds":20,
///                "jitterMilliseconds":2,"reordering":0.01,"seed":1}]}
public struct ForwarderConfiguration: Codable, Sendable, Equatable {
    /// The links.
    public var lines: [Line]

    /// A configuration from its parts.
    public init(lines: [Line]) { self.lines = lines }

    /// A link whose frames change over from one interface to another in this namespace.
    public struct Line: Codable, Sendable, Equatable {
        /// The word by which later configurations name it.
        public var name: String
        /// The interface that faces the one end; only in the first configuration.
        public var left: String?
        /// The interface that faces the other end; only in the first configuration.
        public var right: String?
        /// How much later a frame arrives, one way, in milliseconds, in either direction.
        public var delayMilliseconds: Double
        /// The standard deviation of that delay; none if absent.
        public var jitterMilliseconds: Double?
        /// The share of frames that overtake the one before, 0 to 1; none if absent.
        public var reordering: Double?
        /// What its chance is drawn from, 0 if absent; only in the first configuration.
        public var seed: UInt64?

        /// A line from its parts.
        public init(
            name: String, left: String? = nil, right: String? = nil, delayMilliseconds: Double,
            jitterMilliseconds: Double? = nil, reordering: Double? = nil, seed: UInt64? = nil
        ) {
            self.name = name
            self.left = left
            self.right = right
            self.delayMilliseconds = delayMilliseconds
            self.jitterMilliseconds = jitterMilliseconds
            self.reordering = reordering
            self.seed = seed
        }

        /// The line that does to frames what a link of the lab does.
        public init(
            name: String, left: String? = nil, right: String? = nil, quality: LinkQuality,
            seed: UInt64? = nil
        ) {
            self.init(
                name: name, left: left, right: right, delayMilliseconds: quality.delay,
                jitterMilliseconds: quality.jitter, reordering: quality.reordering, seed: seed)
        }
    }
}

extension ForwarderConfiguration {
    /// The longest delay or jitter that makes sense, in milliseconds.
    static let longestMilliseconds = 60_000.0

    /// A configuration from a line of input.
    ///
    /// - Throws: `LabError.unsupported`, which says what is wrong with it.
    init(json: Data) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: json)
        } catch let DecodingError.keyNotFound(key, _) {
            throw LabError.unsupported(
                what: "the forwarder's configuration lacks \(key.stringValue)")
        } catch let DecodingError.typeMismatch(_, context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw LabError.unsupported(
                what: "the forwarder's configuration has something unexpected at \(path)")
        } catch {
            throw LabError.unsupported(what: "the forwarder's configuration is not JSON")
        }
        for line in lines { try line.check() }
        let interfaces = lines.flatMap { [$0.left, $0.right].compactMap(\.self) }
        guard Set(interfaces).count == interfaces.count else {
            throw LabError.unsupported(what: "an interface is an end of two lines")
        }
        var names = Set<String>()
        for line in lines where !names.insert(line.name).inserted {
            throw LabError.unsupported(what: "two lines are named \(line.name)")
        }
    }
}

extension ForwarderConfiguration.Line {
    /// What the line does to frames, in the terms of its schedule.
    var delayQuality: DelayQuality {
        DelayQuality(
            delay: delayMilliseconds * 1e6, jitter: (jitterMilliseconds ?? 0) * 1e6,
            reordering: reordering ?? 0)
    }

    func check() throws {
        let longest = ForwarderConfiguration.longestMilliseconds
        guard (0...longest).contains(delayMilliseconds),
            (0...longest).contains(jitterMilliseconds ?? 0)
        else {
            throw LabError.unsupported(
                what: "the line \(name): delay and jitter are 0 to \(Int(longest)) milliseconds")
        }
        guard (0...1).contains(reordering ?? 0) else {
            throw LabError.unsupported(what: "the line \(name): reordering is a share, 0 to 1")
        }
        guard reordering ?? 0 == 0 || delayMilliseconds > 0 else {
            throw LabError.unsupported(
                what: "the line \(name): give it a delay, without which no packet waits that"
                    + " another could overtake")
        }
    }
}
