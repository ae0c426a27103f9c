import ArgumentParser
import Reasoning

/// The options of `culprit rates` that say how rates are inferred.
struct RatesInferenceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "exact: the optimum of each block; sgd: the stochastic gradient of the paper.",
            valueName: "method"))
    var method = FaultRateSettings.Method.exact.rawValue

    @Option(
        help: ArgumentHelp("Passes over each block of --method sgd, 1 to 100.", valueName: "number")
    )
    var passes = FaultRateSettings().passes

    @Option(
        help: ArgumentHelp(
            "The prior of every rate: alpha and beta of a Beta distribution.",
            valueName: "alpha,beta"))
    var prior = "0.1,100"

    @Option(
        help: ArgumentHelp(
            "The probability that a request fails with no known cause.", valueName: "probability"))
    var leak = FaultRateSettings().leak

    /// The settings.
    func settings() throws -> FaultRateSettings {
        var settings = FaultRateSettings()
        guard let method = FaultRateSettings.Method(rawValue: method) else {
            throw ValidationError("--method is exact or sgd, not \(method)")
        }
        guard (1...100).contains(passes) else {
            throw ValidationError("--passes must lie between 1 and 100, not \(passes)")
        }
        let numbers = prior.split(separator: ",", omittingEmptySubsequences: false).map {
            Double($0.trimmingWhitespace) ?? .nan
        }
        let range = 1e-6...1e9
        guard numbers.count == 2, numbers.allSatisfy({ range.contains($0) }) else {
            throw ValidationError(
                "--prior takes two numbers above 0 with a comma between, as in 0.1,100, not \(prior)"
            )
        }
        // A leak of 0 would make a failure that names no fault impossible.
        guard leak >= 1e-12, leak <= 0.5 else {
            throw ValidationError("--leak must lie between 1e-12 and 0.5, not \(leak)")
        }
        settings.method = method
        settings.passes = passes
        settings.priorAlpha = numbers[0]
        settings.priorBeta = numbers[1]
        settings.leak = leak
        return settings
    }
}

extension Substring {
    /// The text without blanks around it.
    fileprivate var trimmingWhitespace: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
