import AgentRoles
import ArgumentParser
import Foundation
import Records

/// The options of `culprit rates` that say what lines mean and what is known of clients.
struct RatesReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read from this YAML file what columns mean.", valueName: "file"))
    var map: String?

    @Option(
        help: ArgumentHelp(
            "How lines are written, if the first of them do not tell: "
                + LogFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "format"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "What could be to blame: kinds of the mapping, columns, or "
                + FaultKind.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "kind,..."))
    var by: String?

    @Option(help: ArgumentHelp("A block is so many requests; 100000.", valueName: "requests"))
    var block: Int?

    @Option(help: ArgumentHelp("A block is so much time: 30s, 5m, 1h.", valueName: "time"))
    var every: String?

    @Option(
        help: ArgumentHelp(
            "With --every: how late lines may come to be counted.", valueName: "time"))
    var late = "1m"

    @OptionGroup var routing: RoutingOptions

    @Option(
        help: ArgumentHelp(
            "About how much memory faults and patterns may take: 512M, 2G.", valueName: "size"))
    var memory = "512M"

    func validate() throws {
        if block != nil, every != nil {
            throw ValidationError("--block and --every exclude each other")
        }
        guard let bytes = Quantity.bytes(memory), (16 << 20...64 << 30).contains(bytes) else {
            throw ValidationError("--memory takes a size from 16M to 64G, not \(memory)")
        }
    }

    /// Where blocks end.
    func blocking() throws -> Blocking {
        guard let every else {
            let count = block ?? 100_000
            guard (1...100_000_000).contains(count) else {
                throw ValidationError("--block must lie between 1 and 100000000, not \(count)")
            }
            return .requests(count)
        }
        guard let time = Quantity.duration(every), (.seconds(1)...(.seconds(86_400))) ~= time
        else { throw ValidationError("--every takes a time from 1s to 1d, not \(every)") }
        guard let late = Quantity.duration(late), late <= .seconds(86_400) else {
            throw ValidationError("--late takes a time up to 1d, not \(self.late)")
        }
        return .every(time, lateness: late)
    }

    /// What columns mean.
    func mapping() throws -> LogMapping {
        var mapping = LogMapping()
        if let map {
            do {
                mapping = try LogMapping(text: TextFile.read(map), file: map)
            } catch {
                throw ValidationError("\(error)")
            }
        }
        if let format {
            let known = ["common": LogFormat.combined, "ndjson": .json][format]
            guard let known = known ?? LogFormat(rawValue: format) else {
                throw ValidationError(
                    "--format takes "
                        + LogFormat.allCases.map(\.rawValue).joined(separator: ", ")
                        + ", not \(format)")
            }
            mapping.format = known
        }
        if let by {
            let kinds = by.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard !kinds.contains("") else {
                throw ValidationError("--by takes words between commas, as in server,as,browser")
            }
            mapping.kinds = kinds
        }
        return mapping
    }

    /// How logs are read; reads routing data if there are any.
    func configuration(progress: ReadingProgress) throws -> RecordConfiguration {
        var configuration = RecordConfiguration()
        configuration.mapping = try mapping()
        configuration.blocking = try blocking()
        configuration.memory = Quantity.bytes(memory) ?? configuration.memory
        if case .every(let time, let late) = configuration.blocking {
            configuration.idleLimit = time + late
        }
        configuration.lookup = try routing.lookup(progress: progress)
        return configuration
    }
}
