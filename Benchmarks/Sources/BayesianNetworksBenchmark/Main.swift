import BayesianNetworks
import Foundation

/// Measures exact inference.
///
///     BayesianNetworksBenchmark diagnosis
///     BayesianNetworksBenchmark networks FOLDER [BIF-FILE ...]
///
/// The second form writes a report for each network (without files: for generated ones) to the
/// folder, for the script that measures the peer on the same networks and evidence.
@main
struct BayesianNetworksBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "diagnosis":
            try DiagnosisMeasurement.run()
        case "networks" where arguments.count >= 2:
            let folder = URL(filePath: arguments[1])
            if arguments.count == 2 {
                for (name, network) in try GeneratedNetworks.all() {
                    try measure(name, network, folder)
                }
            }
            for path in arguments.dropFirst(2) {
                let file = URL(filePath: path)
                let network = try BIFReader().read(Array(Data(contentsOf: file))).network
                try measure(file.deletingPathExtension().lastPathComponent, network, folder)
            }
        default:
            print("usage: BayesianNetworksBenchmark diagnosis | networks FOLDER [BIF-FILE ...]")
        }
    }

    private static func measure(
        _ name: String, _ network: BayesianNetwork, _ folder: URL
    ) throws {
        let report = try NetworkMeasurement.report(name: name, network: network)
        try JSONEncoder().encode(report).write(to: folder.appending(path: "\(name).json"))
        print(
            String(
                format: "%@: %d entries, compile and query %.3f ms, query %.4f ms", name,
                report.entryCount, report.compileAndQuery * 1e3, report.query * 1e3))
    }
}
