import sys,types
sys.modules['cv2']=types.ModuleType('cv2')
