import * as vscode from 'vscode';
import { fileOf, graphTarget, trainTarget } from './codeLens';
import { panels } from './contributions/panels';
import { registerCommands } from './host/commands';
import { t } from './host/localize';
import { LanguageService } from './languageService';
import { activeUri, LensIndex } from './lensIndex';
import { openExample } from './openExample';
import { ArchitecturePanel } from './panels/architecturePanel';
import { CurvesPanel } from './panels/curvesPanel';
import { LiveView, type RunActions } from './panels/liveView';
import type { ModelAnalysis, Platform } from './platform';
import { EndNotice } from './runs/endNotice';
import { installPackage } from './runs/installPackage';
import { KeyboardNotice } from './runs/keyboardNotice';
import { RunCommands } from './runs/runCommands';
import { RunDiagnostics } from './runs/runDiagnostics';
import type { RunHost } from './runs/runHost';
import { RunStatus } from './runs/runStatus';
import { RunsTitle } from './runs/runsTitle';
import { runOf, RunsTree } from './runs/runsTree';
import { RunTerminals } from './runs/runTerminals';
import { reportFaultsTo } from './host/background';

/** What both entries share. It only registers: all work begins when something is opened, seen or asked for. */
export function activateOn(context: vscode.ExtensionContext, platform: Platform): void {
  const started = performance.now();
  const log = vscode.window.createOutputChannel('Tensorwright', { log: true });
  reportFaultsTo((error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  const lenses = new LensIndex();
  // Runs ask what a program imports, and the language service shows what they would be started with.
  const analysis: ModelAnalysis = { knownModels: (uri) => language.knownModels(uri) };
  const runs = platform.createRunHost?.(context, log, analysis);
  const language: LanguageService = new LanguageService(context, platform, log, lenses, runs?.launch);
  const architecture = new ArchitecturePanel(context, language, log);
  const views = runs && registerRunViews(context, runs, log, lenses, language);
  const truth = runs && platform.createModelTruth?.(runs, analysis, log);
  if (truth) context.subscriptions.push(truth);
  context.subscriptions.push(
    log,
    lenses,
    language,
    architecture,
    vscode.window.registerWebviewPanelSerializer(panels.architecture, architecture),
    registerCommands({
      'tensorwright.train': async (argument) => {
        if (!runs) return tellNoTraining();
        const target = await trainTarget(lenses, argument);
        if (target) await runs.train(target);
      },
      'tensorwright.trainWithArguments': async (argument) => {
        if (!runs) return tellNoTraining();
        const target = await trainTarget(lenses, argument);
        if (target) await runs.train(target, true);
      },
      'tensorwright.debug': async (argument) => {
        if (!runs) return tellNoTraining();
        const run = runOf(runs, argument);
        if (run) return runs.runAgain(run, true);
        const target = await trainTarget(lenses, argument);
        if (target) await runs.debug(target);
      },
      'tensorwright.forgetArguments': async (argument) => {
        if (!runs) return tellNoTraining();
        const uri = fileOf(argument);
        if (uri) await runs.launch.forgetArguments(uri);
      },
      'tensorwright.selectGpu': () => (runs ? runs.launch.selectGpu(activeUri()) : tellNoTraining()),
      'tensorwright.openGraph': async (argument) => {
        const target = await graphTarget(lenses, argument);
        if (target) architecture.open(target.uri, target.model);
      },
      'tensorwright.openCurves': (run) => (views ? views.curves.open(typeof run === 'string' ? run : undefined) : tellNoTraining()),
      'tensorwright.installPackage': async (argument) => {
        const run = runs && runOf(runs, argument);
        if (run && vscode.workspace.isTrusted) await installPackage(run);
      },
      'tensorwright.stopRun': (run) => views?.commands.stop(run),
      'tensorwright.startNow': (run) => views?.commands.startNow(run),
      'tensorwright.runAgain': (run) => views?.commands.runAgain(run),
      'tensorwright.showOutput': async (value) => {
        const run = await views?.commands.choose(value, t('Show the output of which run?'));
        if (run) views?.terminals.show(run);
      },
      'tensorwright.exportRun': (run, all) => views?.commands.export(run, all),
      'tensorwright.pinRun': (run, all) => views?.commands.pin(run, all, true),
      'tensorwright.unpinRun': (run, all) => views?.commands.pin(run, all, false),
      'tensorwright.renameRun': (run) => views?.commands.rename(run),
      'tensorwright.deleteRun': (run, all) => views?.commands.delete(run, all),
      'tensorwright.saveDifferenceReport': async (value) => {
        const run = await views?.commands.chooseReport(value);
        if (run) await truth?.save(run);
      },
      'tensorwright.revealRun': (run) => views?.commands.reveal(run),
      'tensorwright.refreshRuns': () => runs?.refresh(),
      'tensorwright.openExample': (request) => (runs ? openExample(context.extensionUri, request) : tellNoTraining()),
      'tensorwright.restartLanguageServer': () => language.restart(),
      'tensorwright.showLog': () => log.show(),
    }),
  );
  log.info(`activated in ${(performance.now() - started).toFixed(1)} ms`);
}

interface RunViews {
  curves: CurvesPanel;
  terminals: RunTerminals;
  commands: RunCommands;
}

function registerRunViews(
  context: vscode.ExtensionContext,
  runs: RunHost,
  log: vscode.LogOutputChannel,
  lenses: LensIndex,
  language: LanguageService,
): RunViews {
  const actions: RunActions = {
    stop: (run) => void vscode.commands.executeCommand('tensorwright.stopRun', run),
    startNow: (run) => void vscode.commands.executeCommand('tensorwright.startNow', run),
    openCurves: (run) => void vscode.commands.executeCommand('tensorwright.openCurves', run),
    showOutput: (run) => void vscode.commands.executeCommand('tensorwright.showOutput', run),
    runAgain: (run) => void vscode.commands.executeCommand('tensorwright.runAgain', run),
    debug: (run) => void vscode.commands.executeCommand('tensorwright.debug', run),
    install: (run) => void vscode.commands.executeCommand('tensorwright.installPackage', run),
    train: () => void vscode.commands.executeCommand('tensorwright.train'),
    openExample: () => void vscode.commands.executeCommand('tensorwright.openExample'),
  };
  const live = new LiveView(context.extensionUri, runs, lenses, actions);
  const curves = new CurvesPanel(context.extensionUri, runs, actions);
  const tree = new RunsTree(runs);
  const treeView = vscode.window.createTreeView('tensorwright.runs', { treeDataProvider: tree, canSelectMany: true });
  const terminals = new RunTerminals(runs, context.workspaceState);
  context.subscriptions.push(
    runs,
    live,
    curves,
    tree,
    treeView,
    terminals,
    new RunsTitle(runs, treeView),
    new RunStatus(runs),
    new RunDiagnostics(runs, language),
    new KeyboardNotice(runs),
    new EndNotice(runs, () => live.visible || curves.visible),
    vscode.window.registerWebviewViewProvider('tensorwright.live', live),
    vscode.window.registerWebviewPanelSerializer(panels.curves, curves),
  );
  return { curves, terminals, commands: new RunCommands(runs, log, () => treeView.selection) };
}

function tellNoTraining(): void {
  void vscode.window.showInformationMessage(t('Training needs Node.js and files on a disk: open this folder in VS Code on a computer.'));
}
