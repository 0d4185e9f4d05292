package org.dcrkit.testkit;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fills in the parameters that {@link DcrTestkit} promises; may be registered with {@code @RegisterExtension} too, then
 * with the annotation's defaults.
 */
public final class DcrTestkitExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(DcrTestkitExtension.class);
    private static final Set<Class<?>> TYPES =
            Set.of(TestClock.class, InstantSource.class, FakeDirectory.class, FakeTpp.class, DirectoryServer.class);

    /** For JUnit. */
    public DcrTestkitExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == FakeDirectory.class) {
            return directory(context);
        }
        if (type == FakeTpp.class) {
            return store(context)
                    .computeIfAbsent(
                            "tpp", key -> directory(context).tpp("Acme").build());
        }
        if (type == DirectoryServer.class) {
            return store(context)
                    .computeIfAbsent("server", key -> directory(context).serve());
        }
        return clock(context);
    }

    private static FakeDirectory directory(ExtensionContext context) {
        return store(context)
                .computeIfAbsent(
                        "directory",
                        key -> FakeDirectory.openBanking(clock(context))
                                .seed(settings(context).map(DcrTestkit::seed).orElse(1L))
                                .build(),
                        FakeDirectory.class);
    }

    private static TestClock clock(ExtensionContext context) {
        return store(context)
                .computeIfAbsent(
                        "clock",
                        key -> TestClock.at(
                                settings(context).map(DcrTestkit::at).orElse("2026-03-02T10:00:00Z")),
                        TestClock.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private static Optional<DcrTestkit> settings(ExtensionContext context) {
        Optional<DcrTestkit> onElement =
                context.getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, DcrTestkit.class));
        return onElement.isPresent()
                ? onElement
                : context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, DcrTestkit.class));
    }
}
