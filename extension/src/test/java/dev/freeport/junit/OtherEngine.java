package dev.freeport.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * An engine that takes each selected class for a test, and knows nothing of JUnit Jupiter.
 *
 * @param id its name
 */
record OtherEngine(String id) implements TestEngine {
    @Override
    public String getId() {
        return id;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, id);
        for (ClassSelector selector : request.getSelectorsByType(ClassSelector.class)) {
            engine.addChild(new ClassDescriptor(uniqueId, selector.getJavaClass()));
        }
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {}

    private static final class ClassDescriptor extends AbstractTestDescriptor {
        private ClassDescriptor(UniqueId engine, Class<?> type) {
            super(engine.append("class", type.getName()), type.getName(), ClassSource.from(type));
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
