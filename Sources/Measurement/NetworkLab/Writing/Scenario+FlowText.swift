import InternetProtocols

extension Collection where Element: CustomStringConvertible {
    /// The members as texts of YAML; nil when there are none.
    var flowTexts: String? { FlowText.optionalList(map { FlowText.scalar($0.description) }) }
}

extension AutonomousSystem {
    var flowText: String {
        FlowText.mapping([
            ("number", "\(number)"), ("name", FlowText.scalar(name)),
            ("prefixes", prefixes.flowTexts),
        ])
    }
}

extension Node {
    var flowText: String {
        FlowText.mapping([
            ("name", FlowText.scalar(name)), ("router", isRouter ? "true" : nil),
            ("system", system.map(FlowText.scalar)), ("gateway", gateway.map(FlowText.scalar)),
            ("addresses", addresses.flowTexts), ("resolvers", resolvers.flowTexts),
        ])
    }
}

extension Link {
    var flowText: String {
        FlowText.mapping(
            [("name", FlowText.scalar(name))] + quality.flowPairs
                + [("ends", FlowText.list(ends.map(\.flowText)))])
    }
}

extension LinkEnd {
    fileprivate var flowText: String {
        FlowText.mapping([
            ("node", FlowText.scalar(node)), ("interface", FlowText.scalar(interface)),
            ("addresses", addresses.flowTexts ?? "[]"),
        ])
    }
}

extension LinkQuality {
    var flowPairs: [(key: String, value: String?)] {
        [
            ("delay", delay == 0 ? nil : QuantityText.milliseconds(delay)),
            ("jitter", jitter == 0 ? nil : QuantityText.milliseconds(jitter)),
            ("reordering", reordering == 0 ? nil : QuantityText.share(reordering)),
            ("loss", loss == 0 ? nil : QuantityText.share(loss)),
            ("rate", rate.map(QuantityText.rate)),
            ("mtu", maximumTransmissionUnit.map { "\($0)" }),
        ]
    }
}

extension Certificate {
    var flowText: String {
        let usual = Certificate(name: name, subjects: subjects)
        return FlowText.mapping([
            ("name", FlowText.scalar(name)), ("subjects", subjects.flowTexts),
            ("begins", begins == usual.begins ? nil : NumberText.of(begins)),
            ("ends", ends == usual.ends ? nil : NumberText.of(ends)),
            ("issuer", issuer == usual.issuer ? nil : issuer.rawValue),
            ("further-names", furtherNames == usual.furtherNames ? nil : "\(furtherNames)"),
        ])
    }
}

extension Truth {
    var flowText: String {
        let isHealthy = cause == Self.healthy.cause
        return FlowText.mapping([
            ("class", isHealthy ? nil : FlowText.scalar(className)),
            ("cause", FlowText.scalar(cause)), ("also", alsoPossible.flowTexts),
            ("component", component.map(FlowText.scalar)),
            ("reachable", isReachable == isHealthy ? nil : "\(isReachable)"),
        ])
    }
}

extension Trial {
    var flowText: String {
        let variables = environment.sorted { $0.key < $1.key }.map {
            (key: $0.key, value: Optional(FlowText.scalar($0.value)))
        }
        return FlowText.mapping([
            ("node", FlowText.scalar(node)), ("url", FlowText.scalar(url)),
            ("arguments", arguments.flowTexts),
            ("environment", variables.isEmpty ? nil : FlowText.mapping(variables)),
            ("at", begins == 0 ? nil : QuantityText.seconds(begins)),
        ])
    }
}
