FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
COPY . .
RUN ./mvnw -B -q -DskipTests package

FROM eclipse-temurin:17-jdk
RUN useradd --create-home dermaflow && mkdir -p /home/dermaflow/state && chown dermaflow /home/dermaflow/state
COPY --from=build /source/scheduler/target/dist /opt/dermaflow
USER dermaflow
WORKDIR /home/dermaflow
ENV DERMAFLOW_HOME=/home/dermaflow/state ORT_DISABLE_TELEMETRY=1 OMP_NUM_THREADS=1
VOLUME /home/dermaflow/state
EXPOSE 8080
ENTRYPOINT ["java", "-Xmx640m", "-Djava.awt.headless=true", "-cp", "/opt/dermaflow/dermaflow.jar:/opt/dermaflow/lib/*", "io.dermaflow.scheduler.cli.Launcher"]
CMD ["serve"]
